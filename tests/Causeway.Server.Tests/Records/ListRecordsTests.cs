using System.Net;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Records.Store;
using Microsoft.Extensions.DependencyInjection;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records;

public class ListRecordsTests(CausewayApp app)
{
    private static readonly string[] FirstTwo = ["000001", "000002"];

    [Fact]
    public async Task A_page_has_the_stored_records_with_what_the_store_knows_of_them()
    {
        var stream = await LinkedAsync(
            app,
            "invoices",
            ("a", """{"id":"a","totalAmount":1.10}"""),
            ("b", "{}"),
            ("c", """{ "id" : "c" } """)
        );
        await stream.DeleteAsync(Noon.AddHours(1), "c");

        var address = stream.Address("invoices");

        using var response = await app.Client.GetAsync(address);

        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"results":["""
                + """{"id":"a","totalAmount":1.10,"metadata":{"isDeleted":false},"modifiedDate":"2026-03-01T12:00:00Z"},"""
                + """{"metadata":{"isDeleted":false},"modifiedDate":"2026-03-01T12:00:00Z"},"""
                + """{ "id" : "c" ,"metadata":{"isDeleted":true},"modifiedDate":"2026-03-01T13:00:00Z"}"""
                + """],"pageNumber":1,"pageSize":100,"totalResults":3,"_links":"""
                + $$$"""{"self":{"href":"{{{address}}}"},"current":{"href":"{{{address}}}?page=1&pageSize=100"}}"""
                + "}"
        );
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        var stream = await LinkedAsync(app, "invoices");
        await stream.UpsertAsync(1, Noon, Numbered(1, 25));

        var ids = new List<string?>();
        var next = stream.Address("invoices?pageSize=10");
        while (next is not null)
        {
            var page = await stream.GetAsync(next);
            page.GetProperty("totalResults").GetInt64().ShouldBe(25);
            ids.AddRange(Ids(page));
            next = page.GetProperty("_links").TryGetProperty("next", out var link)
                ? link.GetProperty("href").GetString()
                : null;
        }

        ids.ShouldBe(Numbered(1, 25).Select(r => r.Id));
        var beyond = await stream.GetAsync(stream.Address("invoices?page=9&pageSize=10"));
        Ids(beyond).ShouldBeEmpty();
        beyond.GetProperty("totalResults").GetInt64().ShouldBe(25);
    }

    [Fact]
    public async Task A_query_filters_by_fields_in_the_JSON_and_in_columns()
    {
        var stream = await LinkedAsync(
            app,
            "invoices",
            (
                "a",
                """{"id":"a","status":"Paid","totalAmount":100.10,"customerRef":{"id":"61","companyName":"NewCo"}}"""
            ),
            ("b", """{"id":"b","status":"Draft","totalAmount":100.2,"customerRef":{"id":"61"}}"""),
            ("c", """{"id":"c","status":"Paid","totalAmount":9,"customerRef":{"id":"7"}}""")
        );
        await stream.DeleteAsync(Noon.AddHours(1), "c");

        async Task<string[]> Found(string query) =>
            Ids(await stream.GetAsync(stream.Address($"invoices?query={Uri.EscapeDataString(query)}")));

        (await Found("status=paid")).ShouldBe(["a", "c"]);
        (await Found("totalAmount>100.1")).ShouldBe(["b"]);
        (await Found("customerRef.id=61 && customerRef.companyName~newc")).ShouldBe(["a"]);
        (await Found("metadata.isDeleted!=true")).ShouldBe(["a", "b"]);
        (await Found("modifiedDate>=2026-03-01T12:00:01Z")).ShouldBe(["c"]);
        (await Found("modifiedDate<2026-03-01T12:00:00.5Z")).ShouldBe(["a", "b"]);
        (await Found("modifiedDate=2026-03-01T13:00:00Z")).ShouldBe(["c"]);
        (await Found("id=b")).ShouldBe(["b"]);
        (await Found("id=nothing")).ShouldBeEmpty();
        (await Found("{totalAmount<10 || status=draft} && metadata.isDeleted=false")).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_query_counts_all_that_it_lets_through_and_keeps_its_place_in_the_links()
    {
        var stream = await LinkedAsync(app, "invoices");
        await stream.UpsertAsync(1, Noon, [.. Numbered(1, 20, amount: 1), .. Numbered(21, 50, amount: 2)]);

        var page = await stream.GetAsync(
            stream.Address("invoices?page=2&pageSize=7&query=totalAmount%3D2&orderBy=-id")
        );

        page.GetProperty("totalResults").GetInt64().ShouldBe(30);
        Ids(page).ShouldBe(["000043", "000042", "000041", "000040", "000039", "000038", "000037"]);
        page.GetProperty("_links")
            .GetProperty("next")
            .GetProperty("href")
            .GetString()
            .ShouldBe(stream.Address("invoices?page=3&pageSize=7&query=totalAmount%3D2&orderBy=-id"));
        var beyond = await stream.GetAsync(stream.Address("invoices?page=9&pageSize=7&query=totalAmount%3D2"));
        beyond.GetProperty("totalResults").GetInt64().ShouldBe(30);
        Ids(beyond).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_can_be_by_any_field_and_what_is_equal_stays_as_it_came()
    {
        var stream = await LinkedAsync(
            app,
            "invoices",
            ("a", """{"id":"a","issueDate":"2022-10-23T00:00:00Z","totalAmount":5}"""),
            ("b", """{"id":"b","issueDate":"2021-10-23T00:00:00Z","totalAmount":10}"""),
            ("c", """{"id":"c","totalAmount":5}""")
        );
        await stream.UpsertAsync(1, Noon.AddHours(1), Record("a", """{"id":"a","totalAmount":5}"""));

        Ids(await stream.GetAsync(stream.Address("invoices?orderBy=totalAmount"))).ShouldBe(["a", "c", "b"]);
        Ids(await stream.GetAsync(stream.Address("invoices?orderBy=-issueDate"))).ShouldBe(["b", "a", "c"]);
        Ids(await stream.GetAsync(stream.Address("invoices?orderBy=-modifiedDate"))).ShouldBe(["a", "b", "c"]);
        Ids(await stream.GetAsync(stream.Address("invoices?orderBy=modifiedDate"))).ShouldBe(["b", "c", "a"]);
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("pageSize=5001", "pageSize")]
    [InlineData("query=status", "query")]
    [InlineData("query=nothing%3D1", "nothing")]
    [InlineData("query=lineItems.unitAmount%3D1", "lineItems.unitAmount")]
    [InlineData("orderBy=nothing", "nothing")]
    [InlineData("orderBy=lineItems", "lineItems")]
    public async Task A_wrong_parameter_is_refused_by_name(string parameters, string named)
    {
        var stream = await LinkedAsync(app, "invoices");

        using var response = await app.Client.GetAsync(stream.Address($"invoices?{parameters}"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        body.GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString().ShouldBe(named);
    }

    [Fact]
    public async Task What_vanished_is_not_listed_where_records_have_no_metadata_to_say_so()
    {
        var stream = await LinkedAsync(app, "commerce-orders");
        await stream.UpsertAsync(1, Noon, Numbered(1, 5));
        await stream.DeleteAsync(Noon, "000002");

        var page = await stream.GetAsync(stream.Address("commerce-orders?page=1&pageSize=2"));

        Ids(page).ShouldBe(["000001", "000003"]);
        page.GetProperty("totalResults").GetInt64().ShouldBe(4);
        await stream.GetRefusedAsync(stream.Address("commerce-orders/000002"), HttpStatusCode.NotFound);
        Ids(await stream.GetAsync(stream.Address("commerce-orders?page=2&pageSize=2"))).ShouldBe(["000004", "000005"]);
    }

    [Fact]
    public async Task A_company_is_read_from_its_linked_accounting_connection()
    {
        var old = new StoredStream(app);
        await old.HasCompanyAsync();
        await old.HasConnectionAsync(old.Stream.Connection, ConnectionStatus.Unlinked, lastSync: Noon);
        await old.UpsertAsync(1, Noon, Record("old"));
        await old.CompleteAsync();
        var newer = new StoredStream(app, company: old.Stream.Company);
        await newer.HasConnectionAsync(newer.Stream.Connection, ConnectionStatus.Unlinked);
        var pending = new StoredStream(app, company: old.Stream.Company);
        await pending.HasConnectionAsync(pending.Stream.Connection, ConnectionStatus.PendingAuth);

        // The books that were read last serve while nothing is linked.
        Ids(await old.GetAsync(old.Address("invoices"))).ShouldBe(["old"]);

        var linked = new StoredStream(app, company: old.Stream.Company);
        await linked.HasConnectionAsync(linked.Stream.Connection);
        await old.GetRefusedAsync(old.Address("invoices"), HttpStatusCode.Conflict);
        await linked.UpsertAsync(1, Noon, Record("new"));
        await linked.CompleteAsync();
        Ids(await old.GetAsync(old.Address("invoices"))).ShouldBe(["new"]);
    }

    [Fact]
    public async Task What_was_never_read_or_not_to_its_end_is_a_conflict()
    {
        var stream = new StoredStream(app);
        var address = stream.Address("invoices");

        (await stream.GetRefusedAsync(address, HttpStatusCode.NotFound)).ShouldContain(
            stream.Stream.Company.ToString()
        );
        await stream.HasCompanyAsync();
        await stream.GetRefusedAsync(address, HttpStatusCode.NotFound);
        await stream.HasConnectionAsync(stream.Stream.Connection);
        (await stream.GetRefusedAsync(address, HttpStatusCode.Conflict)).ShouldBe(
            "The data set has not been requested."
        );
        await stream.UpsertAsync(1, Noon, Record("a"));
        (await stream.GetRefusedAsync(address, HttpStatusCode.Conflict)).ShouldContain("not finished");
        await stream.CompleteAsync();
        Ids(await stream.GetAsync(address)).ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_the_platform_does_not_have_is_not_found()
    {
        await using var other = await CausewayApp.StartAsync(services => services.AddSingleton<Connector, Blank>());
        var stream = new StoredStream(other);
        await stream.HasCompanyAsync();
        await stream.HasConnectionAsync(stream.Stream.Connection, integration: "blnk");

        var error = await stream.GetRefusedAsync(stream.Address("invoices"), HttpStatusCode.NotFound);

        error.ShouldBe("Datatype [invoices] not supported by platform(s) [Blank Books]");
    }

    [Fact]
    public async Task A_connection_of_another_company_or_none_is_not_found()
    {
        var stream = await LinkedAsync(app, "commerce-orders");
        var other = await LinkedAsync(app, "commerce-orders");

        await stream.GetRefusedAsync(
            $"/companies/{other.Stream.Company}/connections/{stream.Stream.Connection}/data/commerce-orders",
            HttpStatusCode.NotFound
        );
        await stream.GetRefusedAsync(
            $"/companies/{stream.Stream.Company}/connections/{ConnectionId.New(TimeProvider.System)}/data/commerce-orders",
            HttpStatusCode.NotFound
        );
        (await stream.GetRefusedAsync("/companies/no-id/data/invoices", HttpStatusCode.BadRequest)).ShouldContain(
            "companyId"
        );
    }

    [Fact]
    public async Task Bank_transactions_are_listed_below_their_account()
    {
        var stream = await LinkedAsync(
            app,
            "bankTransactions",
            ("1", """{"id":"1","accountId":"a/b","amount":1}"""),
            ("2", """{"accountId":"other","id":"2"}"""),
            ("3", """{"id":"3","accountId":"a/b","amount":3}""")
        );
        var accounts = stream.Beside("bankAccounts");
        await accounts.UpsertAsync(1, Noon, Record("a/b", """{"id":"a/b"}"""), Record("empty", """{"id":"empty"}"""));
        await accounts.CompleteAsync();

        Ids(await stream.GetAsync(stream.Address("bankAccounts/a%2Fb/bankTransactions"))).ShouldBe(["1", "3"]);
        var some = await stream.GetAsync(
            stream.Address("bankAccounts/a%2Fb/bankTransactions?query=amount>2&pageSize=1")
        );
        Ids(some).ShouldBe(["3"]);
        some.GetProperty("totalResults").GetInt64().ShouldBe(1);
        Ids(await stream.GetAsync(stream.Address("bankAccounts/empty/bankTransactions"))).ShouldBeEmpty();
        await stream.GetRefusedAsync(stream.Address("bankAccounts/unknown/bankTransactions"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_companys_banking_transactions_can_still_be_read_without_a_connection()
    {
        var stream = await LinkedAsync(app, "banking-transactions", ("1", """{"id":"1"}"""));

        Ids(await stream.GetAsync($"/companies/{stream.Stream.Company}/data/banking-transactions")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_page_may_be_larger_than_any_buffer()
    {
        var stream = await LinkedAsync(app, "invoices");
        var memo = new string('m', 20_000);
        await stream.UpsertAsync(
            1,
            Noon,
            [.. Numbered(1, 400).Select(r => Record(r.Id, $$"""{"id":"{{r.Id}}","note":"{{memo}}"}"""))]
        );

        var page = await stream.GetAsync(stream.Address("invoices?pageSize=5000"));

        Ids(page).ShouldBe(Numbered(1, 400).Select(r => r.Id));
        Ids(page)[..2].ShouldBe(FirstTwo);
    }

    private static string[] Ids(JsonElement page) =>
        [.. page.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];

    /// <summary>Reads nothing.</summary>
    private sealed class Blank : Connector
    {
        public override ConnectorManifest Manifest { get; } =
            new()
            {
                Key = "blnk",
                Name = "Blank Books",
                SourceType = SourceType.Accounting,
                IntegrationId = Guid.CreateVersion7(),
                SourceId = Guid.CreateVersion7(),
                Auth = new ConnectorAuth.None([]),
                Budget = new RequestBudget(1, TimeSpan.FromSeconds(1)),
                LogoSvg = "<svg/>",
            };

        public override void Build(ConnectorBuilder connector) { }
    }
}
