using System.Text.Json;
using Causeway.Bench.Load;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Creates;

/// <summary>Connections created, each by a request of its own and durable when it is answered, over many companies.</summary>
internal static class CreateBench
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        foreach (var kind in settings.Databases)
        {
            await using var database = await ScratchDatabase.CreateAsync(settings, kind);
            var companies = await Lists.ConnectionFill.AddAsync(database.Options, 0, 500);
            await database.LeaveAsync();
            await using var server = await ServerProcess.StartAsync(settings, database.Options);
            var body = JsonSerializer.Serialize(new { platformKey = "mqjo" });
            var load = new HttpLoad(
                server.Port,
                [.. companies.Select(id => HttpLoad.Request("POST", $"/companies/{id}/connections", body))],
                settings.Number("callers", 32)
            );
            await load.WarmUpAsync();
            List<double> rates = [];
            List<double> latencies = [];
            for (var round = 0; round < settings.Number("rounds", 15); round++)
            {
                var result = await load.RunAsync(TimeSpan.FromSeconds(1));
                rates.Add(result.PerSecond);
                latencies.AddRange(result.Milliseconds);
            }

            report.AtLeast("create a connection", kind, Median(rates), 299);
            report.Note(
                "create a connection, 99 of 100 within",
                kind,
                FormattableString.Invariant($"{Percentile(latencies, 99):F1} ms")
            );
        }
    }
}
