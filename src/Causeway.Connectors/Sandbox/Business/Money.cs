namespace Causeway.Connectors.Sandbox.Business;

/// <summary>Sums of money are whole pence (cents), and a rate has six decimals.</summary>
internal static class Money
{
    public const long One = 1_000_000;

    /// <summary>Part of a sum, rounded half away from zero.</summary>
    public static long Share(long amount, long numerator, long denominator)
    {
        var product = amount * numerator;
        var half = denominator / 2;
        return (product >= 0 ? product + half : product - half) / denominator;
    }

    /// <summary>A sum in another currency.</summary>
    public static long Exchange(long amount, long rate) => rate is One ? amount : Share(amount, rate, One);

    /// <summary>Pence as the standard model has them.</summary>
    public static decimal ToDecimal(long pence) => pence / 100m;

    /// <summary>Pence of an amount in the standard model; digits beyond are rounded as a bank does for customers.</summary>
    public static long FromDecimal(decimal amount) => (long)Math.Round(amount * 100m, MidpointRounding.AwayFromZero);
}
