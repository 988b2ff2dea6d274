using Causeway.Bench.Load;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Starts;

/// <summary>
/// From the start of the process to the first answer that needed the database and a key, once with a database that is empty and
/// then with one that is up to date; and the memory that the process has by then.
/// </summary>
internal static class StartBench
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        foreach (var kind in settings.Databases)
        {
            List<double> starts = [];
            List<double> memory = [];
            List<double> processor = [];
            await using var database = ScratchDatabase.CreateEmpty(settings, kind);
            await using (var first = await ServerProcess.StartAsync(settings, database.Options))
            {
                report.AtMost("first start, with a new database", kind, first.FirstAnswer.TotalSeconds, 3, " s");
            }

            for (var round = 0; round < settings.Number("starts", 7); round++)
            {
                await using var server = await ServerProcess.StartAsync(settings, database.Options);
                starts.Add(server.FirstAnswer.TotalSeconds);
                processor.Add(server.Processor.TotalSeconds);
                await Task.Delay(TimeSpan.FromSeconds(2));
                memory.Add(server.Memory().Now);
            }

            report.AtMost("start to first answer", kind, Median(starts), 2, " s");
            report.Note(
                "start to first answer, processor time",
                kind,
                FormattableString.Invariant($"{Median(processor):F2} s")
            );
            report.AtMost("resident after the start", kind, Median(memory), 200, " MB");
        }
    }
}
