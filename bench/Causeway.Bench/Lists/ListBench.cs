using Causeway.Bench.Load;
using Causeway.Server.Storage;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Lists;

/// <summary>
/// How long lists take with 1,000 connections in the database and with 300,000. Two databases and two servers are up at the
/// same time and are asked in turns, one caller, so that what else the machine does hits both.
/// </summary>
internal static class ListBench
{
    private const int ConnectionsOfCompany = 2;

    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        foreach (var kind in settings.Databases)
        {
            await using var few = await SizeAsync(settings, kind, settings.Number("few", 1_000));
            await using var many = await SizeAsync(settings, kind, settings.Number("many", 300_000));
            await CompareAsync(
                "list a company's connections",
                size => size.Companies.Take(400).Select(id => $"/companies/{id}/connections")
            );
            await CompareAsync("list all connections, page 1 of 100", _ => ["/connections?page=1&pageSize=100"]);
            await CompareAsync("list all connections, page 5 of 100", _ => ["/connections?page=5&pageSize=100"]);
            await CompareAsync("list companies, page 1 of 100", _ => ["/companies?page=1&pageSize=100"]);
            await CompareAsync("get a company", size => size.Companies.Take(400).Select(id => $"/companies/{id}"));
            var last = await MeasureAsync(many, ["/connections?page=3000&pageSize=100"], settings.Number("rounds", 15));
            report.Note(
                "list all connections, page 3,000 of 100",
                kind,
                FormattableString.Invariant($"{Median(last):F2} ms")
            );

            async Task CompareAsync(string what, Func<Size, IEnumerable<string>> paths)
            {
                List<double> short_ = [];
                List<double> long_ = [];
                await MeasureAsync(few, paths(few), 4);
                await MeasureAsync(many, paths(many), 4);
                for (var round = 0; round < settings.Number("rounds", 15); round++)
                {
                    short_.AddRange(await MeasureAsync(few, paths(few), 1));
                    long_.AddRange(await MeasureAsync(many, paths(many), 1));
                }

                report.Same($"{what}: half within", kind, Median(short_), Median(long_), 1.2);
                report.Same($"{what}: 99 of 100 within", kind, Percentile(short_, 99), Percentile(long_, 99), 1.5);
            }
        }
    }

    private static async Task<List<double>> MeasureAsync(Size size, IEnumerable<string> paths, int rounds) =>
        (await HttpLoad.Get(size.Server.Port, paths, 1).RunAsync(TimeSpan.FromSeconds(0.5 * rounds))).Milliseconds;

    private static async Task<Size> SizeAsync(BenchSettings settings, DatabaseKind kind, int connections)
    {
        var database = await ScratchDatabase.CreateAsync(settings, kind);
        var companies = await ConnectionFill.AddAsync(database.Options, 0, connections / ConnectionsOfCompany);
        await database.LeaveAsync();
        return new Size(database, await ServerProcess.StartAsync(settings, database.Options), companies);
    }

    private sealed record Size(ScratchDatabase Database, ServerProcess Server, Guid[] Companies) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
