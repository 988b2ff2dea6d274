using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>What the published clients write to a company's books, and read back.</summary>
public sealed class WritingTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task Options_say_what_the_source_takes(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["options of customers"].At("properties.customerName.required").GetBoolean().ShouldBeTrue();
        run["options of invoices"].Text("properties.lineItems.type").ShouldBe("Array");
        run["options of invoices"].At("properties.customerRef.required").GetBoolean().ShouldBeTrue();
        run["options of accounts"].Text("type").ShouldBe("Object");
        run["options of accounts"].Has("properties.nominalCode").ShouldBeTrue();
    }

    [Theory, EachDatabase]
    public async Task A_customer_is_created_read_back_and_updated(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["create a customer"].Text("status").ShouldBe("Pending");
        run["create a customer"].Number("statusCode").ShouldBe(202);
        var created = run["wait for the customer"];
        created.Text("status").ShouldBe("Success");
        created.Number("statusCode").ShouldBe(200);
        created.Text("changes.0.type").ShouldBe("Created");
        created.Text("completedOnUtc").ShouldNotBeEmpty();
        run["the push operation through lending"].Text("pushOperationKey").ShouldBe(created.Text("pushOperationKey"));
        var id = created.Text("changes.0.recordRef.id");
        var read = run["read the customer back"];
        (read.Text("id"), read.Text("customerName"), read.Text("emailAddress")).ShouldBe(
            (id, "Made by a client", "made@example.com")
        );

        var updated = run["wait for the update"];
        (updated.Text("status"), updated.Text("changes.0.type"), updated.Text("changes.0.recordRef.id")).ShouldBe(
            ("Success", "Modified", id)
        );
        run["read the update back"].Text("customerName").ShouldBe("Renamed by a client");
        run["read the update back"].Text("id").ShouldBe(id);
    }

    [Theory, EachDatabase]
    public async Task An_invoice_is_created_and_read_back(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run["wait for the invoice"].Text("status").ShouldBe("Success");
        var invoice = run["read the invoice back"];
        invoice.Text("id").ShouldBe(run["wait for the invoice"].Text("changes.0.recordRef.id"));
        invoice.Text("customerRef.id").ShouldBe(run["wait for the customer"].Text("changes.0.recordRef.id"));
        invoice.Text("status").ShouldBe("Submitted");
        (invoice.Number("totalAmount"), invoice.Number("amountDue")).ShouldBe((200, 200));
        invoice.Text("lineItems.0.description").ShouldBe("Two of something");
        invoice.Text("dueDate").ShouldBe("2026-03-05T00:00:00Z");
    }

    [Theory, EachDatabase]
    public async Task What_lacks_something_fails_with_the_reason(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var failed = run["wait for the customer without a name"];

        failed.Text("status").ShouldBe("Failed");
        failed.Number("statusCode").ShouldBe(400);
        failed.ToString().ShouldContain("customerName", Case.Insensitive);
    }

    [Theory, EachDatabase]
    public async Task The_history_of_writes_is_listed_ordered_and_queried(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var history = run["push history"].At("results").EnumerateArray().ToList();
        history.Select(o => o.Text("dataType")).ShouldBe(["invoices", "customers"]);
        history.Select(o => o.Text("requestedOnUtc")).ShouldBeInOrder(SortDirection.Descending);
        run["push history of customers"]
            .At("results")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .Text("pushOperationKey")
            .ShouldBe(run["create a customer"].Text("pushOperationKey"));
        run["push history through lending"].Number("totalResults").ShouldBe(2);
        run["push history through lending"].At("results").GetArrayLength().ShouldBe(1);
        run["the push history while unlinked"].Number("totalResults").ShouldBe(4);
    }

    [Theory, EachDatabase]
    public async Task Only_a_linked_connection_can_be_written_to(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("push before it is linked", 400, mentioning: "PendingAuth");
        run.ShouldBeRefused("push while unlinked", 400, mentioning: "Unlinked");
        run.ShouldBeRefused("push after deleting", 404);
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "writing.js");
}
