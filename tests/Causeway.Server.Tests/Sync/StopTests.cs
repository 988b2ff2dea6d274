using Causeway.Contracts.DataTypes;
using Causeway.Server.Records.Store;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class StopTests(SyncServer server)
{
    [Fact]
    public async Task Unlinking_during_a_sync_stops_it_and_no_row_appears_afterwards()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(500);
        // In the middle of a slice, after its pages left the source.
        connection.Books.BeforePage = async n =>
        {
            if (n == 2)
            {
                await connection.UnlinkAsync();
            }
        };

        var ended = await connection.SyncAsync();
        await server.UntilQuietAsync();

        ended.Status().ShouldBe("Cancelled");
        ended.GetProperty("isErrored").GetBoolean().ShouldBeFalse();
        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(200, 0));
    }

    [Fact]
    public async Task Datasets_that_wait_are_cancelled_with_the_connection()
    {
        var connection = await server.HasConnectionAsync();
        var goOn = new TaskCompletionSource();
        connection.Books.Put("a").BeforePage = _ => goOn.Task;
        using (await connection.PostAsync("data/all")) { }

        await connection.UnlinkAsync();
        goOn.SetResult();
        var history = await server.UntilAsync(
            () => connection.GetAsync("data/history"),
            h => h.GetProperty("results").EnumerateArray().All(d => d.TryGetProperty("completed", out _))
        );

        history.GetProperty("results").EnumerateArray().ShouldAllBe(d => d.Status() == "Cancelled");
    }

    [Fact]
    public async Task Deleting_a_connection_during_a_sync_removes_all_that_was_read()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(300).Spoil("bad");
        await connection.SyncAsync();
        connection.Books.BeforePage = async n =>
        {
            if (n == 5)
            {
                await connection.DeleteAsync();
            }
        };

        await connection.QueueAsync();
        await server.UntilAsync(() => DatasetsOfAsync(connection), count => count == 0);
        await server.UntilQuietAsync();

        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(0, 0));
        (await DatasetsOfAsync(connection)).ShouldBe(0);
        var left = await server.LookAsync(async db =>
            await db.Set<SyncStream>().CountAsync(s => s.CompanyId == connection.Company)
            + await db.Set<DatasetIssue>().CountAsync(i => i.CompanyId == connection.Company)
            + await db.Set<DatasetEvent>().CountAsync(e => e.CompanyId == connection.Company)
        );
        left.ShouldBe(0);
    }

    private Task<int> DatasetsOfAsync(SyncConnection connection) =>
        server.LookAsync(db => db.Set<Dataset>().CountAsync(d => d.CompanyId == connection.Company));
}
