using System.Text;
using System.Text.Json.Nodes;
using Causeway.Contracts.DataTypes.Commerce;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>What is read of a busy shop, with what has to be fetched for it from several places.</summary>
public sealed class StripeReadsTests : IAsyncLifetime
{
    private readonly StripeShop shop = StripeShops.Busy(size: 30);
    private StripeServer server = null!;
    private ConnectorSession stripe = null!;

    public async ValueTask InitializeAsync()
    {
        server = await StripeServer.StartAsync(shop);
        stripe = StripeSessions.Open(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_company_has_what_its_account_holds_by_currency()
    {
        var company = (await stripe.ReadAsync<CommerceCompanyInfo>())["company"];

        company.CommercePlatformRef.ShouldBe("acct_1PgafTB7WZ01zgkW");
        company.BaseCurrency.ShouldBe("USD");
        company
            .AccountBalances!.Select(b => (b.Currency, b.Available, b.Pending, b.Reserved))
            .ShouldBe([("USD", 1234.56m, -2.5m, 0m), ("JPY", 5000m, 0m, 0m)]);
    }

    [Fact]
    public async Task Payments_are_intents_old_charges_and_refunds_each_once()
    {
        var payments = await stripe.ReadAsync<CommercePayment>();

        payments["pi_in_00001"].Amount.ShouldBe(20m);
        payments["pi_in_00001"].PaymentMethodRef.ShouldBe(new() { Id = "card", Name = "Card" });
        payments["ch_old_00001"].Status.ShouldBe(CommercePaymentStatus.Paid);
        payments["re_pi_in_00010"].Amount.ShouldBe(-1m);
        // A charge with an intent is the intent's; an intent that nobody tried to pay is none.
        payments.Keys.ShouldNotContain("ch_pi_in_00001");
        payments.Keys.ShouldNotContain("pi_cs_00003");
    }

    [Fact]
    public async Task A_transaction_and_its_fees_sum_to_what_came_to_the_account()
    {
        var all = await stripe.ReadAsync<CommerceTransaction>();

        var payment = all["txn_ch_pi_in_00001"];
        var fee = all["txn_ch_pi_in_00001-fee1"];

        (payment.TotalAmount, payment.Type, payment.SubType).ShouldBe((20m, CommerceTransactionType.Payment, "charge"));
        (fee.TotalAmount, fee.Type, fee.SubType).ShouldBe((-0.88m, CommerceTransactionType.PaymentFee, "stripe_fee"));
        // By the intent, as the payments have it, though Stripe names the charge.
        payment.TransactionSourceRef!.Id.ShouldBe("pi_in_00001");
        fee.TransactionSourceRef!.Id.ShouldBe("pi_in_00001");
        all["txn_ch_old_00001"].TransactionSourceRef!.Id.ShouldBe("ch_old_00001");
        all.Values.Sum(t => t.TotalAmount).ShouldBe(all.Count / 2 * 19.12m);
    }

    [Fact]
    public async Task An_invoice_is_an_order_with_all_its_lines_taxes_and_payments()
    {
        var orders = await stripe.ReadAsync<CommerceOrder>();

        var order = orders["in_00003"];
        order.OrderLineItems!.Count.ShouldBe(25);
        order.OrderLineItems.Sum(l => l.TotalAmount).ShouldBe(order.TotalAmount);
        (order.TotalAmount, order.TotalTaxAmount, order.OrderNumber).ShouldBe((297.5m, 47.5m, "OTTER-0003"));
        var line = order.OrderLineItems[0];
        (line.UnitPrice, line.Quantity, line.TaxPercentage, line.TotalTaxAmount).ShouldBe((5m, 2m, 19m, 1.9m));
        line.Taxes!.Single().TaxComponentRef.ShouldBe(new() { Id = "txr_00000", Name = "VAT" });
        (order.Payments!.Single().Id, order.Payments!.Single().Amount).ShouldBe(("pi_in_00003", 11.9m));
        order.CustomerRef!.Id.ShouldBe("cus_00003");
        // Neither drafts, nor checkouts that came to nothing or made an invoice.
        orders.Keys.ShouldNotContain("in_00009");
        orders.Keys.ShouldNotContain("cs_test_00003");
        orders.Keys.ShouldNotContain("cs_test_00012");
    }

    [Fact]
    public async Task A_checkout_is_an_order_and_no_row_holds_a_secret()
    {
        var pages = await stripe.PagesAsync<CommerceOrder>();
        var payments = await stripe.PagesAsync<CommercePayment>();
        var order = (await stripe.ReadAsync<CommerceOrder>())["cs_test_00001"];

        (order.TotalAmount, order.Currency, order.TotalRefund).ShouldBe((20m, "USD", 0m));
        order
            .Payments!.Single()
            .ShouldBe(
                new CommerceOrderPayment
                {
                    Id = "pi_cs_00001",
                    Amount = 20m,
                    Currency = "USD",
                    Type = CommercePaymentType.OnlineCard,
                    Status = CommercePaymentStatus.Paid,
                    PaymentProvider = "Stripe",
                    CreatedDate = shop.Now - TimeSpan.FromHours(3),
                }
            );
        order.OrderLineItems!.Single().ProductRef!.Name.ShouldBe("T-shirt");
        foreach (var row in pages.Concat(payments).SelectMany(p => p.Rows))
        {
            Encoding.UTF8.GetString(row.Json.Span).ShouldNotContain("client_secret");
        }
    }

    [Fact]
    public async Task A_product_has_each_of_its_prices_as_a_variant_in_every_currency()
    {
        shop.Add(
            "/v1/prices",
            "price",
            "price_yearly",
            TimeSpan.FromDays(1),
            p =>
            {
                p["product"] = "prod_00001";
                p["nickname"] = "Yearly";
                p["active"] = false;
                p["currency_options"] = new JsonObject
                {
                    ["usd"] = new JsonObject { ["unit_amount_decimal"] = "2000" },
                    ["jpy"] = new JsonObject { ["unit_amount_decimal"] = "3100" },
                };
            }
        );

        var product = (await stripe.ReadAsync<CommerceProduct>())["prod_00001"];

        product.Variants!.Count.ShouldBe(2);
        var yearly = product.Variants.Single(v => v.Id == "price_yearly");
        (yearly.Name, yearly.Status).ShouldBe(("Yearly", CommerceProductStatus.Unpublished));
        yearly.Prices!.Select(p => (p.Currency, p.UnitPrice)).ShouldBe([("USD", 20m), ("JPY", 3100m)]);
    }

    [Fact]
    public async Task Ways_to_pay_are_active_where_the_account_offers_them()
    {
        var methods = await stripe.ReadAsync<CommercePaymentMethod>();

        (methods["card"].Name, methods["card"].Status).ShouldBe(("Card", CommercePaymentMethodStatus.Active));
        methods["sepa_debit"].Name.ShouldBe("SEPA Direct Debit");
        methods["sepa_debit"].Status.ShouldBe(CommercePaymentMethodStatus.Archived);
        methods.Keys.ShouldNotContain("object");
    }
}
