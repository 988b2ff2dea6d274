using System.Globalization;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>Which company's books a session works on, from what was chosen and what the user may see.</summary>
internal static class TrytonCompanyChoice
{
    /// <returns>The books, and whether the user's own filter hides them.</returns>
    public static (TrytonBooks Books, bool MustWiden) Choose(SourceConnection connection, JsonElement preferences)
    {
        var current = preferences.TryGetProperty("company", out var c) && c.TryGetInt32(out var id) ? id : (int?)null;
        var company = Chosen(connection) ?? current ?? throw Refuse("This Tryton user works for no company.");
        // Without this check a company taken from the user would look like one whose records were all deleted.
        if (company != current && !Companies(preferences).Contains(company))
        {
            throw Refuse($"This Tryton user may not work for company {company}.");
        }

        var language = preferences.TryGetProperty("language", out var l) ? l.GetString() : null;
        var filtersOne = !preferences.TryGetProperty("company_filter", out var filter) || !filter.ValueEquals("all");
        return (new TrytonBooks(company, language ?? "en"), filtersOne && company != current);
    }

    public static IEnumerable<int> Companies(JsonElement preferences) =>
        preferences.TryGetProperty("companies", out var all) && all.ValueKind is JsonValueKind.Array
            ? all.EnumerateArray().Select(c => c.GetInt32())
            : [];

    private static int? Chosen(SourceConnection connection) =>
        connection.ValueOrNull(SourceConnection.OrganisationField) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : throw Refuse("The company's id in Tryton is a number.");

    private static SourceException Refuse(string message) =>
        new(new SourceFailure(SourceFailureCategory.Permission, message));
}

/// <summary>What a user enters to connect.</summary>
internal static class TrytonFields
{
    public const string Url = "url";
    public const string Database = "database";
    public const string User = "user";
    public const string Password = "password";
}
