using System.Globalization;
using System.Text.Json.Serialization;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>A record of which only the name matters.</summary>
internal sealed record TrytonNamed(int Id, string? Name)
{
    public string Key => TrytonKey.Of(Id);

    public AccountRef ToAccountRef() => new() { Id = Key, Name = Name };
}

/// <summary>A currency.</summary>
internal sealed record TrytonCurrency(int Id, string? Code, int? Digits);

/// <summary>A company, for its currency.</summary>
internal sealed record TrytonCompanyCurrency(
    int Id,
    [property: JsonPropertyName("currency.")] TrytonCurrency? Currency
);

/// <summary>Writes ids as ours, which are texts.</summary>
internal static class TrytonKey
{
    public static string Of(int id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id in a reference to any model: <c>account.invoice,12</c>.</summary>
    public static int? OfReference(string? reference, string model) =>
        reference is not null
        && reference.StartsWith(model, StringComparison.Ordinal)
        && reference.Length > model.Length
        && reference[model.Length] is ','
        && int.TryParse(reference.AsSpan(model.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}

/// <summary>Days as the standard model has them: midnight in UTC.</summary>
internal static class TrytonDay
{
    public static DateTimeOffset ToInstant(this DateOnly day) => new(day.ToDateTime(default), TimeSpan.Zero);

    public static DateTimeOffset? ToInstant(this DateOnly? day) => day?.ToInstant();
}
