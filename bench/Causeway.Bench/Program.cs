using Causeway.Bench;
using Causeway.Bench.Creates;
using Causeway.Bench.Ingest;
using Causeway.Bench.Lists;
using Causeway.Bench.Load;
using Causeway.Bench.Portal;
using Causeway.Bench.Reads;
using Causeway.Bench.Starts;
using Causeway.Bench.Webhooks;

// A benchmark is a name and a method; each says what it measures in its own file.
var benchmarks = new Dictionary<string, Func<BenchSettings, Report, Task>>(StringComparer.Ordinal)
{
    ["reads"] = ReadBench.RunAsync,
    ["ingest"] = IngestBench.RunAsync,
    ["lists"] = ListBench.RunAsync,
    ["portal"] = PortalBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["create"] = CreateBench.RunAsync,
    ["webhooks"] = WebhookBench.RunAsync,
};

// Processes that the benchmarks start.
var parts = new Dictionary<string, Func<BenchSettings, Report, Task>>(StringComparer.Ordinal)
{
    ["bare"] = BareServer.RunAsync,
    ["webhook-receiver"] = CountingReceiver.RunAsync,
    ["ingest-memory"] = IngestMemory.RunAsync,
};

Func<BenchSettings, Report, Task>[] chosen = args switch
{
    ["all", ..] => [.. benchmarks.Values],
    [var name, ..] when benchmarks.TryGetValue(name, out var one) || parts.TryGetValue(name, out one) => [one],
    _ => [],
};
if (chosen.Length == 0)
{
    Console.Error.WriteLine(
        $"Usage: bench BENCHMARK [--name value]…, where BENCHMARK is all or one of {string.Join(", ", benchmarks.Keys)}"
    );
    return 1;
}

var settings = BenchSettings.Parse(args[1..]);
var report = new Report();
foreach (var run in chosen)
{
    await run(settings, report);
}

report.Print();
return 0;
