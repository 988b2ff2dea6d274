using System.Globalization;
using System.Text.Json.Nodes;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>Shops with enough records for several pages of everything.</summary>
public static class StripeShops
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(3);

    /// <summary>A shop that sells by invoice, by checkout and by charges without either.</summary>
    /// <param name="size">About how many it has of each; above 100 there are several pages.</param>
    /// <param name="now">Its clock; a day of 2026 if none is given.</param>
    public static StripeShop Busy(int size = 104, DateTimeOffset? now = null)
    {
        var shop = WithCustomers((2 * size) + 22, now);
        shop.Balance["available"] = new JsonArray(Holding(123456, "usd"), Holding(5000, "jpy"));
        shop.Balance["pending"] = new JsonArray(Holding(-250, "usd"));
        shop.Balance["connect_reserved"] = new JsonArray();
        Catalogue(shop, size);
        for (var i = 0; i < size; i++)
        {
            Invoice(shop, i);
            Checkout(shop, i);
        }

        for (var i = 0; i < 12; i++)
        {
            Charge(shop, Id("ch_old", i), null, Step * (400 + i));
        }

        for (var i = 0; i < 8; i++)
        {
            shop.Add("/v1/disputes", "dispute", Id("dp", i), Step * i, d => d["payment_intent"] = Id("pi_in", i));
        }

        return shop;
    }

    /// <summary>A shop that has customers and nothing else.</summary>
    public static StripeShop WithCustomers(int count, DateTimeOffset? now = null)
    {
        var shop = new StripeShop();
        shop.Now = now ?? shop.Now;
        shop.Account["business_profile"]!["name"] = "Otter & Sons";
        for (var i = 0; i < count; i++)
        {
            var name = $"Customer {i}";
            shop.Add("/v1/customers", "customer", Id("cus", i), Step * i, c => c["name"] = name);
        }

        return shop;
    }

    public static string Id(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}_{number:D5}");

    /// <summary>A line of an invoice in the form of the API's present version.</summary>
    public static JsonObject Line(string id, long amount, JsonArray? taxes = null, long discount = 0)
    {
        var line = StripeShop.Fixture("invoice")["lines"]!["data"]![0]!.DeepClone().AsObject();
        line["id"] = id;
        line["amount"] = amount;
        line["quantity"] = 2;
        line["taxes"] = taxes;
        line["discount_amounts"] = new JsonArray([
            .. discount == 0
                ? []
                : new JsonNode[]
                {
                    new JsonObject { ["amount"] = discount, ["discount"] = "di_1" },
                },
        ]);
        line["pricing"] = new JsonObject
        {
            ["type"] = "price_details",
            ["price_details"] = new JsonObject { ["price"] = "price_00000", ["product"] = "prod_00000" },
            ["unit_amount_decimal"] = (amount / 2m).ToString(CultureInfo.InvariantCulture),
        };
        return line;
    }

    public static JsonObject Tax(long amount, string behavior, string rate = "txr_00000") =>
        new()
        {
            ["amount"] = amount,
            ["tax_behavior"] = behavior,
            ["tax_rate_details"] = new JsonObject { ["tax_rate"] = rate },
            ["taxability_reason"] = "standard_rated",
            ["type"] = "tax_rate_details",
        };

    public static JsonObject ListOf(string url, bool hasMore, params IEnumerable<JsonNode> records) =>
        new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. records]),
            ["has_more"] = hasMore,
            ["url"] = url,
        };

    private static void Catalogue(StripeShop shop, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var product = Id("prod", i);
            shop.Add("/v1/products", "product", product, Step * i, p => p["name"] = $"Product {product}");
            shop.Add("/v1/prices", "price", Id("price", i), Step * i, p => p["product"] = product);
        }

        for (var i = 0; i < 3; i++)
        {
            shop.Add("/v1/tax_rates", "tax_rate", Id("txr", i), Step * i);
            shop.Add("/v1/terminal/locations", "terminal.location", Id("tml", i), Step * i);
        }

        shop.Add("/v1/payment_method_configurations", "payment_method_configuration", "pmc_1", Step);
    }

    private static void Invoice(StripeShop shop, int i)
    {
        var (id, intent) = (Id("in", i), Id("pi_in", i));
        // Some are drafts; one has more lines than an invoice shows of itself.
        var isDraft = i % 10 == 9;
        JsonObject[] lines =
        [
            .. Enumerable.Range(0, i == 3 ? 25 : 1).Select(l => Line($"il_{i}_{l}", 1000, [Tax(190, "exclusive")])),
        ];
        var url = $"/v1/invoices/{id}/lines";
        shop.Add(
            "/v1/invoices",
            "invoice",
            id,
            Step * i,
            invoice =>
            {
                invoice["status"] = isDraft ? "draft" : "paid";
                invoice["number"] = $"OTTER-{i:D4}";
                invoice["customer"] = Id("cus", i);
                invoice["total"] = 1190 * lines.Length;
                invoice["shipping_cost"] = null;
                invoice["total_taxes"] = new JsonArray(new JsonObject { ["amount"] = 190 * lines.Length });
                invoice["lines"] = ListOf(url, lines.Length > 10, lines.Take(10).Select(l => l.DeepClone()));
                invoice["payments"] = ListOf("/v1/invoice_payments", false, InvoicePayment(i, intent));
            }
        );
        shop.Lists[url] = [.. lines];
        if (!isDraft)
        {
            Payment(shop, intent, Step * i);
        }
    }

    private static JsonObject InvoicePayment(int i, string intent)
    {
        var payment = StripeShop.Fixture("invoice_payment");
        payment["id"] = Id("inpay", i);
        payment["status"] = "paid";
        payment["amount_paid"] = 1190;
        payment["currency"] = "usd";
        payment["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = intent };
        return payment;
    }

    private static void Checkout(StripeShop shop, int i)
    {
        var intent = Id("pi_cs", i);
        // Of some nothing came, and some of them made an invoice.
        var isComplete = i % 4 != 3;
        shop.Add(
            "/v1/checkout/sessions",
            "checkout.session",
            Id("cs_test", i),
            Step * i,
            session =>
            {
                session["status"] = isComplete ? "complete" : "expired";
                session["payment_status"] = isComplete ? "paid" : "unpaid";
                session["invoice"] = i % 12 == 0 ? Id("in", i) : null;
                session["currency"] = "usd";
                session["amount_total"] = 2000;
                session["payment_intent"] = intent;
                session["shipping_cost"] = null;
                session["client_secret"] = "cs_test_secret_nobody_may_keep";
                session["total_details"] = new JsonObject { ["amount_discount"] = 0, ["amount_tax"] = 0 };
                session["line_items"] = ListOf("", false, CheckoutLine(i));
            }
        );
        if (isComplete)
        {
            Payment(shop, intent, Step * i);
            return;
        }

        shop.Add("/v1/payment_intents", "payment_intent", intent, Step * i, p => p["last_payment_error"] = null);
    }

    private static JsonObject CheckoutLine(int i) =>
        new()
        {
            ["id"] = Id("li", i),
            ["object"] = "item",
            ["amount_discount"] = 0,
            ["amount_subtotal"] = 2000,
            ["amount_tax"] = 0,
            ["amount_total"] = 2000,
            ["currency"] = "usd",
            ["description"] = "T-shirt",
            ["price"] = StripeShop.Fixture("price"),
            ["quantity"] = 1,
        };

    private static void Payment(StripeShop shop, string intent, TimeSpan age)
    {
        var charge = $"ch_{intent}";
        shop.Add(
            "/v1/payment_intents",
            "payment_intent",
            intent,
            age,
            p =>
            {
                p["status"] = "succeeded";
                (p["amount"], p["amount_received"]) = (2000, 2000);
                p["latest_charge"] = charge;
            }
        );
        Charge(shop, charge, intent, age);
        if (intent.EndsWith('0'))
        {
            shop.Add(
                "/v1/refunds",
                "refund",
                $"re_{intent}",
                age,
                r =>
                {
                    r["charge"] = charge;
                    r["payment_intent"] = intent;
                }
            );
        }
    }

    private static void Charge(StripeShop shop, string id, string? intent, TimeSpan age)
    {
        shop.Add(
            "/v1/charges",
            "charge",
            id,
            age,
            c =>
            {
                c["payment_intent"] = intent;
                (c["amount"], c["amount_captured"]) = (2000, 2000);
                c["captured"] = true;
            }
        );
        shop.Add(
            "/v1/balance_transactions",
            "balance_transaction",
            $"txn_{id}",
            age,
            t =>
            {
                t["source"] = id;
                t["amount"] = 2000;
                t["fee"] = 88;
                t["net"] = 1912;
                t["fee_details"] = new JsonArray(Fee(88, "stripe_fee"));
            }
        );
    }

    public static JsonObject Fee(long amount, string type) =>
        new()
        {
            ["amount"] = amount,
            ["application"] = null,
            ["currency"] = "usd",
            ["description"] = "Stripe processing fees",
            ["type"] = type,
        };

    private static JsonObject Holding(long amount, string currency) =>
        new()
        {
            ["amount"] = amount,
            ["currency"] = currency,
            ["source_types"] = new JsonObject { ["card"] = amount },
        };
}
