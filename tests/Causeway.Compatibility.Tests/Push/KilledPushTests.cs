using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Push;

/// <summary>The server is killed while it writes; after the restart each write comes to its end by itself, and the source holds it once.</summary>
public sealed class KilledPushTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [EachDatabase]
    public async Task Killed_between_sending_and_recording_the_write_is_found_and_not_made_again(DatabaseKind kind)
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, TestConnectors.SettingsFor(home));
        var company = await LedgerCompany.LinkAsync(server, ledger);
        var kept = new TaskCompletionSource();
        ledger.After = async _ =>
        {
            kept.SetResult();
            await Task.Delay(Timeout.Infinite);
        };
        var key = await company.PushAsync(server, "Oak");
        await kept.Task.WaitAsync(Patience);

        server.Kill();
        ledger.After = _ => Task.CompletedTask;
        await server.RestartAsync();
        var begin = Environment.TickCount64;
        await company.ShouldSucceedAsync(server, key);

        output.WriteLine($"settled {Environment.TickCount64 - begin} ms after the restart");
        ledger.Records.ShouldHaveSingleItem().Name.ShouldBe("Oak");
        (await company.StatesAsync(server, key)).ShouldBe("Pending Sending Uncertain Success");
    }

    [Theory]
    [EachDatabase]
    public async Task Killed_before_the_source_had_it_the_write_is_made_once_it_is_certainly_not_there(
        DatabaseKind kind
    )
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, TestConnectors.SettingsFor(home));
        var company = await LedgerCompany.LinkAsync(server, ledger);
        var arrived = new TaskCompletionSource();
        ledger.Before = async _ =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite);
        };
        var key = await company.PushAsync(server, "Oak");
        await arrived.Task.WaitAsync(Patience);

        server.Kill();
        ledger.Before = _ => Task.CompletedTask;
        await server.RestartAsync();
        await company.ShouldSucceedAsync(server, key);

        ledger.Records.ShouldHaveSingleItem().Name.ShouldBe("Oak");
        (await company.StatesAsync(server, key)).ShouldBe("Pending Sending Uncertain Pending Sending Success");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 6)]
    [InlineData(DatabaseKind.Postgres, 4)]
    public async Task Killed_at_random_moments_each_write_is_made_once_and_in_its_order(DatabaseKind kind, int times)
    {
        var kills = times * KillRounds.Count;
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, TestConnectors.SettingsFor(home));
        var company = await LedgerCompany.LinkAsync(server, ledger);
        var random = new Random(kills);
        ledger.Before = _ => Task.Delay(random.Next(0, 15));
        ledger.After = _ => Task.Delay(random.Next(0, 15));
        var names = new List<string>();
        var keys = new List<string>();
        for (var kill = 1; kill <= kills; kill++)
        {
            for (var i = 0; i < 6; i++)
            {
                names.Add($"Customer {names.Count + 1}");
                keys.Add(await company.PushAsync(server, names[^1]));
            }

            await Task.Delay(random.Next(0, 150));
            server.Kill();
            await server.RestartAsync();
        }

        foreach (var key in keys)
        {
            await company.ShouldSucceedAsync(server, key);
        }

        ledger.Records.Select(r => r.Name).ShouldBe(names);
        ledger.Records.Select(r => r.Marker).Distinct().Count().ShouldBe(names.Count);
        output.WriteLine($"{kills} kills, {names.Count} writes");
    }
}
