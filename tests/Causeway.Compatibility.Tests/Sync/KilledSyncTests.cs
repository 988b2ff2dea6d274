using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Sync;

/// <summary>Servers are killed at random moments while they sync 20,000 records of each of three data types; all goes on by itself.</summary>
public sealed class KilledSyncTests(ITestOutputHelper output)
{
    // Thirty kills a round. Those of several servers go side by side: on PostgreSQL a successor waits some seconds
    // until it knows that its predecessor is dead, and a machine has time for others meanwhile.
    [Theory]
    [InlineData(DatabaseKind.Sqlite, 1, 18)]
    [InlineData(DatabaseKind.Postgres, 2, 6)]
    public Task Killed_at_random_moments_no_record_is_lost_doubled_or_half_written(
        DatabaseKind kind,
        int servers,
        int kills
    ) =>
        Task.WhenAll(
            Enumerable.Range(1, servers * KillRounds.Count).Select(seed => KillAsync(kind, kills, new Random(seed)))
        );

    private async Task KillAsync(DatabaseKind kind, int kills, Random random)
    {
        await using var source = await BooksSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, TestConnectors.SettingsFor(home));
        var company = new BooksCompany(source);
        await company.LinkAsync(server);
        var begin = Environment.TickCount64;

        for (var left = kills; left > 0; source.Edition++)
        {
            await company.RefreshAllAsync(server);
            while (left > 0 && !await company.AllEndedAsync(server))
            {
                await Task.Delay(random.Next(20, 700));
                var moment = TimeProvider.System.GetUtcNow();
                server.Kill();
                await server.RestartAsync();
                // One that came when all was done proves nothing.
                left -= await company.WasAtWorkAsync(server, moment) ? 1 : 0;
                await company.UntilItMovesAsync(server, await company.PictureAsync(server));
            }

            await company.UntilCompleteAsync(server);
            await company.ShouldHoldAsync(server);
        }

        source.MostAtWork.ShouldBe(1);
        output.WriteLine(
            $"{kind}: {kills} kills over {source.Edition - 1} syncs in {Environment.TickCount64 - begin} ms"
        );
    }
}
