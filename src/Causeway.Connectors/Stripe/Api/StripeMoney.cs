using System.Collections.Frozen;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>
/// Amounts, which Stripe gives in a currency's smallest unit as it counts them (https://docs.stripe.com/currencies). That is not always the unit of
/// ISO 4217: the króna and the Ugandan shilling have no smaller unit, and Stripe gives them in hundredths all the same.
/// </summary>
internal static class StripeMoney
{
    private static readonly FrozenSet<string> s_whole = new[]
    {
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_thousandths = new[] { "BHD", "JOD", "KWD", "OMR", "TND" }.ToFrozenSet(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The amount in the currency itself.</summary>
    /// <param name="units">The amount as Stripe gives it; prices may have fractions of the smallest unit.</param>
    /// <param name="currency">The currency's code, in any case.</param>
    public static decimal? Of(decimal? units, string? currency) => units is { } amount ? Of(amount, currency) : null;

    /// <summary>The amount in the currency itself.</summary>
    public static decimal Of(decimal units, string? currency) => units / UnitsIn(currency);

    /// <summary>How many of Stripe's units one of the currency has.</summary>
    public static decimal UnitsIn(string? currency) =>
        currency is null ? 100
        : s_whole.Contains(currency) ? 1
        : s_thousandths.Contains(currency) ? 1000
        : 100;

    /// <summary>The code of a currency as ISO 4217 writes it.</summary>
    public static string? CodeOf(string? currency) =>
        string.IsNullOrEmpty(currency) ? null : currency.ToUpperInvariant();
}
