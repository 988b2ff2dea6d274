using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class FairnessTests(SyncServer server)
{
    [Fact]
    public async Task A_big_company_does_not_starve_a_small_one()
    {
        var big = await server.HasConnectionAsync();
        big.Books.PutMany(5000);
        var small = await server.HasConnectionAsync();
        small.Books.Put("a");

        using (await big.PostAsync("data/all")) { }
        await server.UntilAsync(
            () => big.GetAsync("data/history"),
            h => h.ToString().Contains("Fetching", StringComparison.Ordinal)
        );
        var quick = await small.SyncAsync();
        var meanwhile = await big.GetAsync("data/history");

        quick.Status().ShouldBe("Complete");
        meanwhile
            .GetProperty("results")
            .EnumerateArray()
            .Count(d => !d.TryGetProperty("completed", out _))
            .ShouldBeGreaterThan(0, "The big company must still be at work.");
        await server.UntilAsync(
            () => big.GetAsync("data/history"),
            h => h.GetProperty("results").EnumerateArray().All(d => d.TryGetProperty("completed", out _))
        );
    }

    [Fact]
    public async Task No_more_datasets_of_a_connection_run_at_once_than_is_set()
    {
        var connection = await server.HasConnectionAsync();
        var goOn = new TaskCompletionSource();
        connection.Books.Put("a").BeforePage = _ => goOn.Task;

        using (await connection.PostAsync("data/all")) { }
        await server.UntilAsync(() => StatusesAsync(connection), s => s.Count(x => x is DatasetStatus.Fetching) == 2);
        var statuses = await StatusesAsync(connection);
        goOn.SetResult();

        statuses.Order().ShouldBe([DatasetStatus.Queued, DatasetStatus.Fetching, DatasetStatus.Fetching]);
        await server.UntilAsync(() => StatusesAsync(connection), s => s.TrueForAll(x => x is DatasetStatus.Complete));
    }

    [Fact]
    public async Task A_dataset_whose_message_got_lost_is_sent_on_by_the_next_request()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").AlwaysFails = new(Contracts.Connectors.SourceFailureCategory.Unavailable, "Down.");
        var dataset = await connection.QueueAsync();
        await connection.UntilAsync(dataset, d => d.TryGetProperty("errorMessage", out _));
        await server.UntilQuietAsync();
        await server.LookAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                Infrastructure.CausewayApp.DatabaseKind is Server.Storage.DatabaseKind.Postgres
                    ? "DELETE FROM wolverine.wolverine_incoming_envelopes WHERE status = 'Scheduled' AND message_type LIKE '%RunSlice'"
                    : "DELETE FROM wolverine_incoming_envelopes WHERE status = 'Scheduled' AND message_type LIKE '%RunSlice'"
            )
        );
        connection.Books.AlwaysFails = null;

        server.Advance(TimeSpan.FromHours(1));
        var again = await connection.QueueAsync();
        var ended = await connection.EndOfAsync(dataset);

        again.Id().ShouldBe(dataset.Id());
        ended.Status().ShouldBe("Complete");
    }

    [Fact]
    public async Task The_audit_trail_tells_each_move()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a");
        var dataset = await connection.SyncAsync();

        var events = await connection.GetAsync($"data/history/{dataset.Id()}/events");

        events
            .GetProperty("results")
            .EnumerateArray()
            .Select(e => e.GetProperty("toStatus").GetString())
            .ShouldBe(["Initial", "Queued", "Fetching", "Validating", "Processing", "Complete"]);
    }

    private Task<List<DatasetStatus>> StatusesAsync(SyncConnection connection) =>
        server.LookAsync(db =>
            db.Set<Dataset>().Where(d => d.CompanyId == connection.Company).Select(d => d.Status).ToListAsync()
        );
}
