using System.Globalization;
using Causeway.Server.Settings;
using Causeway.Server.Storage;

namespace Causeway.Server.Link;

/// <summary>Where a user goes after Link: the client's template, with its placeholders filled in.</summary>
public sealed class LinkRedirect(CausewayDb db)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "clientId",
        "companyId",
        "connectionId",
        "integrationId",
        "sourceId",
        "platform",
        "platformName",
        "sourceType",
        "statusCode",
        "statusText",
        "errorMessage",
        "data.company.companyName",
    };

    /// <summary>The address for an outcome, or null if the client has set none that leads anywhere.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="page">The company.</param>
    /// <param name="about">The connection, if there was one.</param>
    /// <param name="query">The query string of the Link address, for the client's own placeholders.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Uri?> AddressAsync(
        LinkOutcome outcome,
        LinkPage page,
        LinkedPage? about,
        IQueryCollection query,
        CancellationToken ct
    )
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["clientId"] = (await Profile.ReadAsync(db, ct)).ClientId.ToString("D"),
            ["companyId"] = page.CompanyId.ToString(),
            ["data.company.companyName"] = page.CompanyName,
            ["statusCode"] = outcome.StatusCode.ToString(CultureInfo.InvariantCulture),
            ["statusText"] = outcome.StatusText,
            ["errorMessage"] = outcome.ErrorMessage,
        };
        if (about is not null)
        {
            var manifest = about.Entry.Manifest;
            values["connectionId"] = about.Connection.Id.ToString();
            values["integrationId"] = manifest.IntegrationId.ToString("D");
            values["sourceId"] = manifest.SourceId.ToString("D");
            values["platform"] = manifest.Key;
            values["platformName"] = manifest.Name;
            values["sourceType"] = manifest.SourceType.ToString();
        }

        // A query string can't pretend to be what we know.
        var template = await TemplateAsync(ct);
        return template?.Expand(name =>
            Reserved.Contains(name) ? values.GetValueOrDefault(name) : query[name].ToString()
        );
    }

    /// <summary>The site to which users will be sent, for the pages' security policy.</summary>
    public async Task<Uri?> OriginAsync(IQueryCollection query, CancellationToken ct) =>
        (await TemplateAsync(ct))?.Expand(name => Reserved.Contains(name) ? "" : query[name].ToString());

    private async Task<RedirectTemplate?> TemplateAsync(CancellationToken ct)
    {
        var profile = await Profile.ReadAsync(db, ct);
        return
            !string.IsNullOrEmpty(profile.RedirectUrl)
            && RedirectTemplate.TryParse(profile.RedirectUrl, profile.WhiteListUrls, out var template, out _)
            ? template
            : null;
    }
}

/// <summary>What came of a visit to Link, in the API's status codes for redirects.</summary>
/// <param name="StatusCode">200 done, 201 nothing new, 403 cancelled, 500 failed, 501 not supported.</param>
/// <param name="StatusText">The same in words.</param>
/// <param name="ErrorMessage">More, if it went wrong.</param>
public sealed record LinkOutcome(int StatusCode, string StatusText, string? ErrorMessage = null)
{
    public static readonly LinkOutcome Done = new(200, "OK");

    public static readonly LinkOutcome NothingNew = new(201, "Nothing new");

    public static readonly LinkOutcome Cancelled = new(403, "User cancelled", "User cancelled");
}
