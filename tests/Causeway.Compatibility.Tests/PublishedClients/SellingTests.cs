using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>A company's shops and its bank through the published clients that know their data types.</summary>
public sealed class SellingTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task A_company_has_several_shops_and_a_bank(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        foreach (
            var (step, sourceType) in new[]
            {
                ("link a shop", "Commerce"),
                ("link a second shop", "Commerce"),
                ("link a bank", "Banking"),
            }
        )
        {
            (run[step].Text("status"), run[step].Text("sourceType")).ShouldBe(("Linked", sourceType));
        }

        run["link a second shop"].Text("id").ShouldNotBe(run["link a shop"].Text("id"));
    }

    [Theory, EachDatabase]
    public async Task What_is_asked_for_is_synced(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var asked = run["ask for each data type"].EnumerateArray().Select(p => p.Text("id")).ToList();
        asked.Count.ShouldBe(11 + 4);
        var pulls = run["wait for the data"].At("results").EnumerateArray().ToList();
        pulls.Select(p => p.Text("id")).ShouldBe(asked, ignoreOrder: true);
        pulls.ShouldAllBe(p => p.Text("status") == "Complete");
        run["data status"].ToString().ShouldContain("commerce-orders");
    }

    [Theory, EachDatabase]
    public async Task Every_data_type_of_shops_and_banks_is_read_by_every_client_that_can(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var reads = run.Steps.Where(s => s.Contains(" through ", StringComparison.Ordinal)).ToList();
        reads.Count.ShouldBe(10 + 9 + 4);
        run.ShouldHaveRead(reads);
    }

    [Theory, EachDatabase]
    public async Task The_shop_itself_is_read(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var shop = run["company info, commerce"];
        shop.At("accountBalances").GetArrayLength().ShouldBeGreaterThan(0);
        run["company info, lending"].Text("companyName").ShouldBe(shop.Text("companyName"));
    }

    [Theory, EachDatabase]
    public async Task A_shop_has_no_books(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("accounting data of a shop", 404, mentioning: "Accounting");
        _ = run["delete the company"];
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "selling.js");
}
