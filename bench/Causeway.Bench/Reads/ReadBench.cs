using System.Globalization;
using Causeway.Bench.Load;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Reads;

/// <summary>
/// One connection, and pages of 100 invoices, against a bare Kestrel endpoint that runs the same SQL with the same driver and
/// copies out what it gets, without key, checks, links or anything else. Both are processes of their own, and short rounds
/// of both take turns, so that what else the machine does hits both. The server's memory is read when the load is over.
/// </summary>
internal static class ReadBench
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var invoices = settings.Number("invoices", 20_000);
        foreach (var kind in settings.Databases)
        {
            await using var database = await ScratchDatabase.CreateAsync(settings, kind);
            var connection = await MadeUpBooks.FillAsync(database, invoices);
            await database.LeaveAsync();
            await using var server = await ServerProcess.StartAsync(settings, database.Options);
            await using var bare = await ServerProcess.StartBareAsync(database.Options);

            var one = await CompareAsync(
                settings,
                server,
                bare,
                [$"/companies/{connection.CompanyId}/connections/{connection.Id}"]
            );
            report.Ratio("read a connection", kind, one.Rate, one.Limit, one.Ratio, 0.8);
            report.Note("read a connection, the process's own processor time", kind, one.Processor);
            report.AtLeast("read a connection", kind, one.Rate, 5_000);
            report.AtMost("read a connection, 99 of 100 within", kind, one.Slow, 20, " ms");

            var address = $"/companies/{connection.CompanyId}/data/invoices?pageSize=100&page=";
            var pages = await CompareAsync(
                settings,
                server,
                bare,
                Enumerable
                    .Range(1, invoices / 100)
                    .Select(page => address + page.ToString(CultureInfo.InvariantCulture))
            );
            report.Ratio("read a page of 100 invoices", kind, pages.Rate, pages.Limit, pages.Ratio, 0.8);
            report.Note("read a page of 100 invoices, the process's own processor time", kind, pages.Processor);
            report.AtLeast("read a page of 100 invoices", kind, pages.Rate, 1_500);
            report.AtMost("resident, at most, under this load", kind, server.Memory().Peak, 200, " MB");
        }
    }

    private static async Task<Comparison> CompareAsync(
        BenchSettings settings,
        ServerProcess server,
        ServerProcess bare,
        IEnumerable<string> paths
    )
    {
        string[] all = [.. paths];
        var (callers, rounds) = (settings.Number("callers", 32), settings.Number("rounds", 15));
        var ours = HttpLoad.Get(server.Port, all, callers);
        var limit = HttpLoad.Get(bare.Port, all, callers);
        List<double> rates = [];
        List<double> limits = [];
        List<double> latencies = [];
        await ours.WarmUpAsync();
        await limit.WarmUpAsync();
        var (before, limitBefore) = (server.Processor, bare.Processor);
        var (done, limitDone) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var result = await ours.RunAsync(TimeSpan.FromSeconds(1));
            rates.Add(result.PerSecond);
            latencies.AddRange(result.Milliseconds);
            done += result.Milliseconds.Count;
            var bareResult = await limit.RunAsync(TimeSpan.FromSeconds(1));
            limits.Add(bareResult.PerSecond);
            limitDone += bareResult.Milliseconds.Count;
        }

        return new Comparison(
            Median(rates),
            Median(limits),
            Median(rates.Zip(limits, (rate, bareRate) => rate / bareRate)),
            Percentile(latencies, 99),
            FormattableString.Invariant(
                $"{(server.Processor - before).TotalMicroseconds / done:N0} µs, bare {(bare.Processor - limitBefore).TotalMicroseconds / limitDone:N0} µs"
            )
        );
    }

    private sealed record Comparison(double Rate, double Limit, double Ratio, double Slow, string Processor);
}
