using System.Net;
using AngleSharp.Dom;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Records.Store;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Portal.Data;

public class DataPagesTests(CausewayApp app)
{
    private static readonly (string, string)[] Invoices =
    [
        ("a", """{"id":"a","invoiceNumber":"I-1","totalAmount":1234.5,"status":"Paid"}"""),
        ("b", """{"id":"b","invoiceNumber":"<b>I-2</b>","totalAmount":9,"status":"Draft"}"""),
    ];

    [Fact]
    public async Task Records_are_a_table_that_a_query_narrows_and_a_heading_sorts()
    {
        var (staff, address) = await StartAsync();

        var page = await staff.PageAsync($"{address}?orderBy=-totalAmount");
        var found = await staff.PageAsync($"{address}?query={Uri.EscapeDataString("invoiceNumber ~ I-2")}");

        page.Texts("h1").ShouldBe(["Invoices"]);
        page.Texts("tbody td:first-child a").ShouldBe(["a", "b"]);
        page.Texts("tbody tr:first-child td").ShouldContain("1,234.50");
        page.QuerySelector("th[aria-sort=descending]")!.TextContent.ShouldContain("Total amount");
        found.Texts("tbody td:first-child a").ShouldBe(["b"]);
        found.Texts("tbody td").ShouldContain("<b>I-2</b>");
        found
            .QuerySelectorAll("a[download]")
            .Select(a => a.GetAttribute("href"))
            .ShouldAllBe(h => h!.Contains("&query="));
    }

    [Fact]
    public async Task A_query_that_is_wrong_says_where_and_keeps_what_was_written()
    {
        var (staff, address) = await StartAsync();

        var page = await staff.PageAsync($"{address}?query={Uri.EscapeDataString("nosuch = 1")}");

        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("nosuch");
        page.QuerySelector("#cw-query")!.GetAttribute("value").ShouldBe("nosuch = 1");
        page.QuerySelector("[data-query-fields]")!
            .GetAttribute("data-query-fields")
            .ShouldNotBeNull()
            .ShouldContain("totalAmount");
    }

    [Fact]
    public async Task A_record_is_shown_as_served_and_as_the_source_has_it_and_changes_in_their_order()
    {
        var (staff, address) = await StartAsync();

        var record = await staff.PageAsync($"{address}/record?id=b");
        var changes = await staff.PageAsync($"{address}/changes");
        var none = await staff.PageAsync($"{address}/record?id=zzz");

        var texts = record.Texts("pre.cw-json");
        texts[0].ShouldContain("\"invoiceNumber\": \"<b>I-2</b>\"");
        texts[1].ShouldBe("{ \"raw\": \"b\" }");
        changes.Texts("tbody .cw-tag").ShouldBe(["Created", "Created"]);
        none.Texts("[role=alert] p").ShouldContain(t => t.Contains("zzz"));
    }

    [Fact]
    public async Task Who_helps_companies_connect_does_not_see_their_data()
    {
        var (_, address) = await StartAsync();
        var onboarding = await app.StaffAsync(PortalRole.Onboarding);

        foreach (var path in (string[])[address, $"{address}/record?id=a", $"{address}/changes"])
        {
            await onboarding.PageAsync(path, HttpStatusCode.Forbidden);
        }
    }

    private async Task<(HttpClient Staff, string Address)> StartAsync()
    {
        var stream = await LinkedAsync(app, "invoices", Invoices);
        return (
            await app.StaffAsync(PortalRole.Analyst),
            $"companies/{stream.Stream.Company}/connections/{stream.Stream.Connection}/data/invoices"
        );
    }
}
