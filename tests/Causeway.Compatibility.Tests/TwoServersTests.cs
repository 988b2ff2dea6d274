using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Compatibility.Tests.Push;
using Causeway.Compatibility.Tests.Sync;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests;

/// <summary>Two servers share one PostgreSQL database.</summary>
public sealed class TwoServersTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_servers_share_the_work_and_one_takes_over_when_the_other_is_killed()
    {
        await using var books = await BooksSource.StartAsync();
        await using var otherBooks = await BooksSource.StartAsync();
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Postgres);
        var settings = TestConnectors.SettingsFor(home);
        await using var survivor = await ServerProcess.StartAsync(home, settings);
        await using var victim = await ServerProcess.StartAsync(home, settings);
        var (own, others) = (new BooksCompany(books), new BooksCompany(otherBooks));
        await own.LinkAsync(survivor);
        await others.LinkAsync(victim);
        var writer = await LedgerCompany.LinkAsync(survivor, ledger);
        ledger.Before = _ => Task.Delay(200);
        var (reached, killed) = (new TaskCompletionSource(), new TaskCompletionSource());
        otherBooks.Before = (kind, cursor) =>
        {
            if (kind is not "customers" || cursor is not "10000")
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return killed.Task;
        };

        await own.RefreshAllAsync(survivor);
        await others.RefreshAllAsync(victim);
        var names = Enumerable.Range(1, 20).Select(i => $"Customer {i}").ToList();
        var keys = new List<string>();
        foreach (var name in names)
        {
            keys.Add(await writer.PushAsync(keys.Count % 2 == 0 ? victim : survivor, name));
        }

        await reached.Task.WaitAsync(TimeSpan.FromMinutes(2));
        victim.Kill();
        killed.SetResult();
        var begin = Environment.TickCount64;
        await own.UntilCompleteAsync(survivor);
        await others.UntilCompleteAsync(survivor);
        foreach (var key in keys)
        {
            await writer.ShouldSucceedAsync(survivor, key);
        }

        output.WriteLine($"all was done {Environment.TickCount64 - begin} ms after the kill");
        await own.ShouldHoldAsync(survivor);
        await others.ShouldHoldAsync(survivor);
        ledger.Records.Select(r => r.Name).ShouldBe(names);
        (books.MostAtWork, otherBooks.MostAtWork, ledger.MostAtWork).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Whoever_is_asked_there_is_one_unit_of_work_for_a_data_type()
    {
        await using var books = await BooksSource.StartAsync();
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Postgres);
        var settings = TestConnectors.SettingsFor(home);
        await using var one = await ServerProcess.StartAsync(home, settings);
        await using var other = await ServerProcess.StartAsync(home, settings);
        var company = new BooksCompany(books);
        await company.LinkAsync(one);
        var writer = await LedgerCompany.LinkAsync(other, ledger);

        var queued = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i => company.QueueAsync(i % 2 == 0 ? one : other, i % 4 < 2 ? "customers" : "suppliers"))
        );
        await company.QueueAsync(other, "chartOfAccounts");
        var keys = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => writer.PushAsync(i % 2 == 0 ? one : other, $"Customer {i}"))
        );
        await company.UntilCompleteAsync(one);
        foreach (var key in keys)
        {
            await writer.ShouldSucceedAsync(one, key);
        }

        queued.Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        await company.ShouldHoldAsync(other);
        ledger.Records.Select(r => r.Name).ShouldBeUnique();
        ledger.Records.Count.ShouldBe(keys.Length);
        (books.MostAtWork, ledger.MostAtWork).ShouldBe((1, 1));
    }
}
