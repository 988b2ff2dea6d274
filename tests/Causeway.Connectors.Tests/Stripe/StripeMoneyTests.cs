using Causeway.Connectors.Stripe.Api;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>Amounts in smallest units, by currency as Stripe counts them.</summary>
public sealed class StripeMoneyTests
{
    [Theory]
    [InlineData(1099, "usd", "10.99")]
    [InlineData(500, "jpy", "500")]
    [InlineData(500, "JPY", "500")]
    [InlineData(5, "krw", "5")]
    [InlineData(1234, "clp", "1234")]
    [InlineData(5120, "bhd", "5.12")]
    [InlineData(5120, "kwd", "5.12")]
    [InlineData(1, "tnd", "0.001")]
    // Neither has a smaller unit any more, and Stripe counts hundredths all the same.
    [InlineData(500, "isk", "5")]
    [InlineData(500, "ugx", "5")]
    // Paid out in whole ones only, and yet charged in hundredths.
    [InlineData(1045, "huf", "10.45")]
    [InlineData(1045, "twd", "10.45")]
    [InlineData(-59, "usd", "-0.59")]
    [InlineData(100, null, "1")]
    public void An_amount_is_what_Stripe_means_by_it(long units, string? currency, string expected) =>
        StripeMoney
            .Of(units, currency)
            .ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void No_amount_loses_or_gains_a_unit()
    {
        var dice = new Random(20260601);
        string[] currencies =
        [
            "usd",
            "eur",
            "jpy",
            "vnd",
            "xof",
            "bhd",
            "omr",
            "jod",
            "isk",
            "ugx",
            "huf",
            "mga",
            "pyg",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var currency = currencies[dice.Next(currencies.Length)];
            var units = dice.NextInt64(-10_000_000_000_000, 10_000_000_000_000);
            var other = dice.NextInt64(-10_000_000_000_000, 10_000_000_000_000);

            var amount = StripeMoney.Of(units, currency);

            (amount * StripeMoney.UnitsIn(currency)).ShouldBe(units);
            (amount + StripeMoney.Of(other, currency)).ShouldBe(StripeMoney.Of(units + other, currency));
            (StripeMoney.Of(-units, currency) + amount).ShouldBe(0);
            amount.Scale.ShouldBeLessThanOrEqualTo((byte)Math.Log10((double)StripeMoney.UnitsIn(currency)));
        }
    }

    [Fact]
    public void Prices_have_fractions_of_the_smallest_unit() => StripeMoney.Of(0.25m, "usd").ShouldBe(0.0025m);
}
