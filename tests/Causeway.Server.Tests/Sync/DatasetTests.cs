using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class DatasetTests(SyncServer server)
{
    [Fact]
    public async Task A_data_type_is_read_to_its_end_in_slices()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(450);

        var queued = await connection.QueueAsync();
        var dataset = await connection.EndOfAsync(queued);

        queued.Status().ShouldBe("Queued");
        queued.GetProperty("isCompleted").GetBoolean().ShouldBeFalse();
        dataset.Status().ShouldBe("Complete", dataset.ToString());
        dataset.GetProperty("progress").GetInt32().ShouldBe(100);
        dataset.GetProperty("isCompleted").GetBoolean().ShouldBeTrue();
        dataset.GetProperty("isErrored").GetBoolean().ShouldBeFalse();
        dataset.Count("added").ShouldBe(450);
        (await connection.CountAsync(SyncConnection.Customers)).Living.ShouldBe(450);
    }

    [Fact]
    public async Task A_record_that_did_not_change_is_left_alone()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a", "b", "c");
        await connection.SyncAsync();

        connection.Books.Rename("b", "Another name");
        var second = await connection.SyncAsync();

        second.Count("added").ShouldBe(0);
        second.Count("changed").ShouldBe(1);
        second.Count("unchanged").ShouldBe(2);
    }

    [Fact]
    public async Task A_request_for_what_is_being_read_joins_that_dataset()
    {
        var connection = await server.HasConnectionAsync();
        var goOn = new TaskCompletionSource();
        connection.Books.Put("a").BeforePage = _ => goOn.Task;

        var first = await connection.QueueAsync();
        await connection.UntilAsync(first, d => d.Status() == "Fetching");
        var joined = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connection.QueueAsync()));
        goOn.SetResult();
        await connection.EndOfAsync(first);
        var next = await connection.QueueAsync();
        await connection.EndOfAsync(next);

        joined.ShouldAllBe(d => d.Id() == first.Id());
        next.Id().ShouldNotBe(first.Id());
    }

    [Fact]
    public async Task Requests_that_race_get_one_dataset()
    {
        var connection = await server.HasConnectionAsync();
        var goOn = new TaskCompletionSource();
        connection.Books.Put("a").BeforePage = _ => goOn.Task;

        var datasets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => connection.QueueAsync()));
        goOn.SetResult();

        datasets.Select(d => d.Id()).Distinct().Count().ShouldBe(1);
        await connection.EndOfAsync(datasets[0]);
    }

    [Fact]
    public async Task A_request_can_wait_for_the_end()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(250);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/companies/{connection.Company}/data/queue/customers"
        );
        request.Headers.Add("Prefer", "wait=60");

        using var response = await server.App.Client.SendAsync(request);

        var dataset = await response.Content.ReadFromJsonAsync<JsonElement>();
        dataset.Status().ShouldBe("Complete");
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=60"]);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest, "nonsense")]
    [InlineData("invoices", HttpStatusCode.NotFound, "Datatype invoices not supported by platform(s) Scripted")]
    public async Task What_can_not_be_read_is_refused(string dataType, HttpStatusCode status, string reason)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync($"data/queue/{dataType}");

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    [Fact]
    public async Task A_connection_that_is_not_linked_is_not_read()
    {
        var connection = await server.HasConnectionAsync(linked: false);

        using var one = await connection.PostAsync("data/queue/customers");
        using var all = await connection.PostAsync("data/all");

        one.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await one.Content.ReadAsStringAsync()).ShouldContain("PendingAuth");
        all.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Unknown_companies_and_datasets_are_not_found()
    {
        var connection = await server.HasConnectionAsync();
        var nobody = Guid.CreateVersion7();

        foreach (
            var path in (string[])
                [
                    $"/companies/{nobody}/dataStatus",
                    $"/companies/{nobody}/data/history",
                    $"/companies/{nobody}/syncSettings",
                    $"/companies/{connection.Company}/data/history/{nobody}",
                    $"/companies/{connection.Company}/sync/{nobody}/validation",
                ]
        )
        {
            using var response = await server.App.Client.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task All_data_types_are_refreshed_and_show_in_the_data_status()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a", "b");
        var before = await connection.GetAsync("dataStatus");

        using var response = await connection.PostAsync("data/all");
        var after = await server.UntilAsync(
            () => connection.GetAsync("dataStatus"),
            s => s.EnumerateObject().All(p => p.Value.GetProperty("currentStatus").GetString() == "Complete")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        before.EnumerateObject().Select(p => p.Name).ShouldBe(["chartOfAccounts", "customers", "suppliers"]);
        before.GetProperty("customers").GetProperty("currentStatus").GetString().ShouldBe("Initial");
        before.GetProperty("customers").TryGetProperty("latestSyncId", out _).ShouldBeFalse();
        var customers = after.GetProperty("customers");
        customers
            .GetProperty("latestSyncId")
            .GetString()
            .ShouldBe(customers.GetProperty("latestSuccessfulSyncId").GetString());
        customers.GetProperty("lastSuccessfulSync").GetString().ShouldNotBeNull().ShouldEndWith("Z");
    }

    [Fact]
    public async Task The_history_is_paged_ordered_and_queried()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a");
        await connection.SyncAsync("customers");
        server.Advance(TimeSpan.FromSeconds(1));
        await connection.SyncAsync("suppliers");
        server.Advance(TimeSpan.FromSeconds(1));
        connection.Books.AlwaysFails = new(Contracts.Connectors.SourceFailureCategory.Permission, "No.");
        await connection.SyncAsync("customers");

        var all = await connection.GetAsync("data/history?pageSize=2");
        var failed = await connection.GetAsync(
            $"data/history?query={Uri.EscapeDataString("status!=Complete&&status!=NotSupported")}"
        );
        var oldest = await connection.GetAsync("data/history?orderBy=requested");
        using var refused = await server.App.Client.GetAsync(
            $"/companies/{connection.Company}/data/history?query={Uri.EscapeDataString("isCompleted=true")}"
        );

        all.GetProperty("totalResults").GetInt64().ShouldBe(3);
        all.GetProperty("results").GetArrayLength().ShouldBe(2);
        all.GetProperty("results")[0].Status().ShouldBe("PermissionsError");
        all.GetProperty("_links").TryGetProperty("next", out _).ShouldBeTrue();
        failed.GetProperty("totalResults").GetInt64().ShouldBe(1);
        oldest.GetProperty("results")[0].GetProperty("dataType").GetString().ShouldBe("customers");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
