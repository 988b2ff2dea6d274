using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>What a later read brings: what was created since, what Stripe has events of, and what was deleted.</summary>
public sealed class StripeChangesTests : IAsyncLifetime
{
    private readonly StripeShop shop = StripeShops.Busy(size: 70);
    private StripeServer server = null!;

    public async ValueTask InitializeAsync() => server = await StripeServer.StartAsync(shop);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_is_new_comes_from_the_list_and_what_changed_by_its_events()
    {
        var since = await StripeSessions.Open(server).WatermarkAsync<CommerceCustomer>();
        shop.Now += TimeSpan.FromHours(1);
        shop.Add("/v1/customers", "customer", "cus_new", TimeSpan.Zero, c => c["name"] = "New");
        var old = shop.ById["cus_00042"];
        old["name"] = "Renamed";
        shop.Happened("customer.updated", old);
        shop.Happened("customer.updated", shop.ById["cus_new"]);
        var before = server.Calls.Count;

        var changes = await StripeSessions.Open(server).ReadAsync<CommerceCustomer>(since);

        // The newest of the busy shop is as old as the watermark allows for.
        changes.Keys.ShouldBe(["cus_new", "cus_00000", "cus_00042"], ignoreOrder: true);
        changes["cus_00042"].CustomerName.ShouldBe("Renamed");
        // One page of the list, one of events, and the record itself: an event holds an older form of it.
        server.Calls.Skip(before).Count().ShouldBe(3);
    }

    [Fact]
    public async Task Deleted_customers_and_products_are_told_as_deleted()
    {
        var customers = await StripeSessions.Open(server).WatermarkAsync<CommerceCustomer>();
        var products = await StripeSessions.Open(server).WatermarkAsync<CommerceProduct>();
        shop.Now += TimeSpan.FromHours(1);
        Delete("/v1/customers", "cus_00007", "customer.deleted", leavesTombstone: true);
        // It was read a moment ago, and is younger than the watermark.
        Delete("/v1/customers", "cus_00000", "customer.deleted", leavesTombstone: true);
        Delete("/v1/products", "prod_00009", "product.deleted", leavesTombstone: false);

        var gone = await StripeSessions.Open(server).PagesAsync<CommerceCustomer>(customers);
        var sold = await StripeSessions.Open(server).PagesAsync<CommerceProduct>(products);

        gone.SelectMany(p => p.Deleted).ShouldBe(["cus_00000", "cus_00007"], ignoreOrder: true);
        sold.SelectMany(p => p.Deleted).ShouldBe(["prod_00009"]);
    }

    [Fact]
    public async Task Many_events_come_in_pages_from_which_a_read_goes_on()
    {
        var since = await StripeSessions.Open(server).WatermarkAsync<CommerceCustomer>();
        shop.Now += TimeSpan.FromHours(1);
        for (var i = 1; i <= 150; i++)
        {
            shop.Happened("customer.updated", shop.ById[StripeShops.Id("cus", i)]);
        }

        var pages = await StripeSessions.Open(server).PagesAsync<CommerceCustomer>(since);
        var rest = new List<SourcePage>();
        await foreach (
            var page in StripeSessions
                .Open(server)
                .Reader<CommerceCustomer>()
                .FetchAsync(
                    new ReadWindow { Since = since, Cursor = pages[1].NextCursor },
                    TestContext.Current.CancellationToken
                )
        )
        {
            rest.Add(page);
        }

        pages.Select(p => p.Rows.Count).ShouldBe([1, 100, 50]);
        rest.Count.ShouldBe(1);
        rest[0].Rows.Select(r => r.Id).ShouldBe(pages[2].Rows.Select(r => r.Id));
        rest[0].Watermark.ShouldBe(pages[2].Watermark);
    }

    [Fact]
    public async Task A_price_brings_its_product_and_a_refund_its_checkout()
    {
        var products = await StripeSessions.Open(server).WatermarkAsync<CommerceProduct>();
        var orders = await StripeSessions.Open(server).WatermarkAsync<CommerceOrder>();
        shop.Now += TimeSpan.FromHours(1);
        shop.ById["price_00050"]["unit_amount_decimal"] = "2550";
        shop.Happened("price.updated", shop.ById["price_00050"]);
        var charge = shop.ById["ch_pi_cs_00010"];
        charge["amount_refunded"] = 500;
        shop.Happened("charge.refunded", charge);
        var invoice = shop.ById["in_00020"];
        invoice["post_payment_credit_notes_amount"] = 190;
        var note = StripeShop.Fixture("invoice_payment");
        note["object"] = "credit_note";
        note["invoice"] = "in_00020";
        shop.Happened("credit_note.created", note);

        var product = await StripeSessions.Open(server).ReadAsync<CommerceProduct>(products);
        var sold = await StripeSessions.Open(server).ReadAsync<CommerceOrder>(orders);

        product["prod_00050"].Variants![0].Prices![0].UnitPrice.ShouldBe(25.5m);
        (sold["cs_test_00010"].TotalRefund, sold["cs_test_00010"].TotalAmount).ShouldBe((-5m, 15m));
        (sold["in_00020"].TotalRefund, sold["in_00020"].TotalAmount).ShouldBe((-1.9m, 10m));
    }

    [Fact]
    public async Task A_draft_becomes_an_order_when_it_is_finalized()
    {
        var session = StripeSessions.Open(server);
        var all = await session.ReadAsync<CommerceOrder>();
        var since = await session.WatermarkAsync<CommerceOrder>();
        shop.Now += TimeSpan.FromHours(1);
        var draft = shop.ById["in_00009"];
        draft["status"] = "open";
        shop.Happened("invoice.finalized", draft);

        var changes = await StripeSessions.Open(server).ReadAsync<CommerceOrder>(since);

        all.Keys.ShouldNotContain("in_00009");
        changes.Keys.ShouldContain("in_00009");
    }

    [Fact]
    public async Task Events_that_are_no_longer_kept_make_a_full_read()
    {
        var session = StripeSessions.Open(server);
        var since = await session.WatermarkAsync<CommerceCustomer>();

        session.Reader<CommerceCustomer>().KnowsChangesSince(since).ShouldBeTrue();
        shop.Now += TimeSpan.FromDays(29);
        StripeSessions.Open(server).Reader<CommerceCustomer>().KnowsChangesSince(since).ShouldBeFalse();
        // What never changes is known by when it was created, however long ago that is.
        StripeSessions.Open(server).Reader<CommerceTransaction>().KnowsChangesSince(since).ShouldBeTrue();
    }

    [Fact]
    public async Task Balance_transactions_are_read_from_the_wanted_time_on()
    {
        var pages = new List<SourcePage>();
        await foreach (
            var page in StripeSessions
                .Open(server)
                .Reader<CommerceTransaction>()
                .FetchAsync(
                    new ReadWindow { ModifiedFrom = shop.Now - TimeSpan.FromDays(1) },
                    TestContext.Current.CancellationToken
                )
        )
        {
            pages.Add(page);
        }

        // Of the last day, at one every three hours: with their fees, by invoice and by checkout.
        pages.SelectMany(p => p.Rows).Count().ShouldBe(2 * (9 + 7));
    }

    [Fact]
    public async Task The_watermark_is_that_of_the_clock_that_is_behind()
    {
        var mark = long.Parse(
            await StripeSessions.Open(server).WatermarkAsync<CommerceCustomer>(),
            System.Globalization.CultureInfo.InvariantCulture
        );

        mark.ShouldBe(shop.Now.ToUnixTimeSeconds() - 300);
    }

    private void Delete(string path, string id, string type, bool leavesTombstone)
    {
        var record = shop.ById[id];
        shop.Delete(path, id, leavesTombstone);
        shop.Happened(type, record);
    }
}
