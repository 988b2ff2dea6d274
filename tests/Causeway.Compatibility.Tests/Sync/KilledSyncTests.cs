using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Sync;

/// <summary>Servers are killed at random moments while they sync 20,000 records of each of three data types; all goes on by itself.</summary>
[Collection(nameof(Alone))]
public sealed class KilledSyncTests
{
    // Fewer on PostgreSQL: there a successor waits some seconds until it knows that its predecessor is dead.
    [Theory]
    [InlineData(DatabaseKind.Sqlite, 22)]
    [InlineData(DatabaseKind.Postgres, 8)]
    public async Task Killed_at_random_moments_no_record_is_lost_doubled_or_half_written(DatabaseKind kind, int kills)
    {
        await using var home = new ServerHome(kind);
        var company = new BooksCompany(home);
        await using var server = await ServerProcess.StartAsync(home, company.Settings());
        await company.ShowEditionAsync(1);
        await company.LinkAsync(server);
        var random = new Random(kills);

        for (var (edition, left) = (1, kills); left > 0; edition++)
        {
            await company.ShowEditionAsync(edition);
            await company.RefreshAllAsync(server);
            while (left > 0 && !await company.AllEndedAsync(server))
            {
                await Task.Delay(random.Next(20, 700));
                server.Kill();
                left--;
                await server.RestartAsync();
                if (kind is DatabaseKind.Postgres)
                {
                    await company.UntilItMovesAsync(server, await company.PictureAsync(server));
                }
            }

            await company.UntilCompleteAsync(server);
            await company.ShouldHoldAsync(server, edition);
        }
    }
}
