using System.Text.Json.Nodes;
using Causeway.Connectors.Stripe;
using Causeway.Contracts.DataTypes.Commerce;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>What the official fixtures, and copies of them with figures, map to; no server is asked.</summary>
public sealed class StripeMappingTests
{
    private readonly ConnectorSession stripe = new(
        new StripeConnector(),
        ConnectorSession.Connection(new StripeConnector(), DateTimeOffset.UnixEpoch),
        TimeProvider.System,
        new HttpClient()
    );

    [Fact]
    public void The_official_fixtures_map_as_they_are()
    {
        var product = stripe.Map<CommerceProduct>(StripeShop.Fixture("product"));
        var rate = stripe.Map<CommerceTaxComponent>(StripeShop.Fixture("tax_rate"));
        var location = stripe.Map<CommerceLocation>(StripeShop.Fixture("terminal.location"));
        var dispute = stripe.Map<CommerceDispute>(StripeShop.Fixture("dispute"));
        var refund = stripe.Map<CommercePayment>(StripeShop.Fixture("refund"));
        var moved = stripe.Map<CommerceTransaction>(StripeShop.Fixture("balance_transaction"));

        (product.Name, product.Status).ShouldBe(("T-shirt", CommerceProductStatus.Published));
        (rate.Name, rate.Rate).ShouldBe(("VAT", 0.19m));
        (location.Name, location.Address!.City).ShouldBe(("My First Store", "San Francisco"));
        (dispute.TotalAmount, dispute.Status).ShouldBe((10m, CommerceDisputeStatus.InquiryEvidenceRequired));
        dispute.DisputedTransactions!.Single().Id.ShouldBe("ch_1PgafuB7WZ01zgkWXYmPNZs8");
        (refund.Amount, refund.Status).ShouldBe((-1m, CommercePaymentStatus.Paid));
        (moved.TotalAmount, moved.Type).ShouldBe((1m, CommerceTransactionType.Payment));
        moved.TransactionSourceRef.ShouldBe(
            new() { Id = "ch_1PgafuB7WZ01zgkWXYmPNZs8", Type = TransactionSourceType.Payment }
        );
    }

    [Theory]
    [InlineData("payment_intent", "succeeded", CommercePaymentStatus.Paid)]
    [InlineData("payment_intent", "requires_capture", CommercePaymentStatus.Authorized)]
    [InlineData("payment_intent", "processing", CommercePaymentStatus.Pending)]
    [InlineData("payment_intent", "canceled", CommercePaymentStatus.Cancelled)]
    // The fixture has an error of its last attempt.
    [InlineData("payment_intent", "requires_payment_method", CommercePaymentStatus.Failed)]
    [InlineData("payment_intent", "of_the_future", CommercePaymentStatus.Unknown)]
    [InlineData("charge", "failed", CommercePaymentStatus.Failed)]
    [InlineData("charge", "pending", CommercePaymentStatus.Pending)]
    // The fixture is authorized and not captured.
    [InlineData("charge", "succeeded", CommercePaymentStatus.Authorized)]
    [InlineData("refund", "requires_action", CommercePaymentStatus.Pending)]
    [InlineData("refund", "canceled", CommercePaymentStatus.Cancelled)]
    public void A_payment_is_as_far_as_Stripe_says(string kind, string status, CommercePaymentStatus expected)
    {
        var record = StripeShop.Fixture(kind);
        record["status"] = status;

        stripe.Map<CommercePayment>(record).Status.ShouldBe(expected);
    }

    [Fact]
    public void Amounts_are_in_the_units_of_their_currency()
    {
        foreach (
            var (currency, expected) in new[] { ("jpy", 1099m), ("bhd", 1.099m), ("ugx", 10.99m), ("eur", 10.99m) }
        )
        {
            var intent = StripeShop.Fixture("payment_intent");
            intent["currency"] = currency;

            var payment = stripe.Map<CommercePayment>(intent);

            (payment.Amount, payment.Currency).ShouldBe((expected, currency.ToUpperInvariant()));
        }
    }

    [Theory]
    [InlineData("refund", "refund", -1000, CommerceTransactionType.Refund)]
    [InlineData("payout", "payout", -1000, CommerceTransactionType.Payout)]
    [InlineData("payout_failure", "payout_reversal", 1000, CommerceTransactionType.FailedPayout)]
    [InlineData("transfer", "transfer", -1000, CommerceTransactionType.Transfer)]
    [InlineData("stripe_fee", "fee", -20, CommerceTransactionType.PaymentFee)]
    [InlineData("stripe_fee", "fee", 20, CommerceTransactionType.PaymentFeeRefund)]
    [InlineData("adjustment", "dispute", -1000, CommerceTransactionType.Refund)]
    [InlineData("adjustment", "dispute_reversal", 1000, CommerceTransactionType.Refund)]
    [InlineData("application_fee", "platform_earning", 50, CommerceTransactionType.Unknown)]
    [InlineData("of_the_future", "of_the_future", 1, CommerceTransactionType.Unknown)]
    public void A_transaction_is_of_the_kind_that_Stripe_reports(
        string type,
        string category,
        long amount,
        CommerceTransactionType expected
    )
    {
        var record = StripeShop.Fixture("balance_transaction");
        (record["type"], record["reporting_category"], record["amount"]) = (type, category, amount);

        var mapped = stripe.Map<CommerceTransaction>(record);

        (mapped.Type, mapped.SubType, mapped.TotalAmount).ShouldBe((expected, type, amount / 100m));
    }

    [Fact]
    public void Discounts_and_included_taxes_are_taken_out_of_a_line()
    {
        var invoice = StripeShop.Fixture("invoice");
        // 2 at 11.90 with 19 % in it, less 10 %: 21.42, of which 3.42 is tax.
        var line = StripeShops.Line("il_1", 2380, new JsonArray(StripeShops.Tax(342, "inclusive")), discount: 238);
        invoice["status"] = "open";
        invoice["currency"] = "eur";
        invoice["shipping_cost"] = null;
        invoice["lines"] = StripeShops.ListOf("", false, line);

        var mapped = stripe.Map<CommerceOrder>(invoice).OrderLineItems!.Single();

        (mapped.TotalAmount, mapped.TotalTaxAmount).ShouldBe((21.42m, 3.42m));
        mapped.UnitPrice.ShouldBe(10m);
        mapped.DiscountAllocations!.Single().TotalAmount.ShouldBe(2.38m);
        mapped.TaxPercentage.ShouldBeNull();
    }
}
