using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>A company's books through the published clients: linked, read, unlinked, deleted.</summary>
public sealed class AccountingTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task All_data_are_refreshed_and_their_state_can_be_followed(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["data status before a sync"].Text("invoices.currentStatus").ShouldBe("Initial");
        run["data status before a sync"].Has("invoices.latestSyncId").ShouldBeFalse();
        var history = run["wait for the data"].At("results").EnumerateArray().ToList();
        history.ShouldAllBe(pull => pull.Text("status") == "Complete" && pull.Number("progress") == 100);
        history.Select(pull => pull.Text("dataType")).ShouldContain("invoices");
        var pull = run["get a pull operation"];
        pull.Text("dataType").ShouldBe("invoices");
        run["get a pull operation, lending"].Text("id").ShouldBe(pull.Text("id"));
        run["query the history"].At("results").EnumerateArray().ShouldAllBe(p => p.Text("dataType") == "invoices");
        foreach (var status in new[] { run["data status"], run["data status, lending"] })
        {
            status.Text("invoices.currentStatus").ShouldBe("Complete");
            status.Text("invoices.latestSyncId").ShouldBe(pull.Text("id"));
            status.Text("invoices.latestSuccessfulSyncId").ShouldBe(pull.Text("id"));
            status.Text("invoices.lastSuccessfulSync").ShouldNotBeEmpty();
        }

        run["validation results"].At("errors").GetArrayLength().ShouldBe(0);
        run["the connection with its last sync"].Text("lastSync").ShouldNotBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Every_accounting_data_type_is_read_by_every_client_that_can(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var reads = run.Steps.Where(s => s.Contains(" through ", StringComparison.Ordinal)).ToList();
        reads.Count.ShouldBe(16 + 13);
        run.ShouldHaveRead(reads);
    }

    [Theory, EachDatabase]
    public async Task The_company_itself_and_its_bank_transactions_are_read(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["company info, accounting"].Text("companyName").ShouldNotBeEmpty();
        run["company info, accounting"].Text("baseCurrency").Length.ShouldBe(3);
        run["company info, lending"].Text("companyName").ShouldBe(run["company info, accounting"].Text("companyName"));
        var accounts = run["bank transactions"].EnumerateArray().ToList();
        accounts.ShouldNotBeEmpty();
        accounts.Sum(a => a.Number("total")).ShouldBeGreaterThan(0);
        accounts.ShouldAllBe(a => a.Number("total") == a.Number("lending"));
    }

    [Theory, EachDatabase]
    public async Task Records_are_queried_ordered_and_paged(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var paid = run["invoices by a query"].At("results").EnumerateArray().ToList();
        paid.ShouldNotBeEmpty();
        paid.ShouldAllBe(i => i.Text("status") == "Paid" && i.Number("totalAmount") > 0);
        paid.Select(i => i.Text("issueDate")).ShouldBe(paid.Select(i => i.Text("issueDate")).OrderDescending());
        var all = run["every page of invoices"];
        all.Number("read").ShouldBe(all.Number("total"));
        all.Number("distinct").ShouldBe(all.Number("total"));
        run["refresh one data type"].Text("dataType").ShouldBe("customers");
        run["refresh one data type, lending"].Text("dataType").ShouldBe("suppliers");
    }

    [Theory, EachDatabase]
    public async Task An_unlinked_connection_can_be_read_and_nothing_else(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["unlink"].Text("status").ShouldBe("Unlinked");
        foreach (var step in new[] { "pull while unlinked", "pull all while unlinked" })
        {
            run.Error(step).Number("statusCode").ShouldBeOneOf(400m, 409m);
        }

        run["read while unlinked"].Number("totalResults").ShouldBe(run["every page of invoices"].Number("total"));
        run["re-link"].Text("status").ShouldBe("Linked");
        run["pull after re-linking"].Text("status").ShouldBe("Complete");
    }

    [Theory, EachDatabase]
    public async Task Nothing_is_left_of_a_deleted_connection(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        _ = run["delete the connection"];
        run.ShouldBeRefused("get the deleted connection", 404);
        run.ShouldBeRefused("read after deleting", 404);
        run.Error("pull after deleting").Number("statusCode").ShouldBe(404); // which has no type in this client
        run["the company without connections"].At("dataConnections").GetArrayLength().ShouldBe(0);
        _ = run["delete the company"];
        run.ShouldBeRefused("get the deleted company", 404);
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "accounting.js");
}
