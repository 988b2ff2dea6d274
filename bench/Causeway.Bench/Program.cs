using Causeway.Bench;
using Causeway.Bench.Ingest;
using Causeway.Bench.Pages;

// A benchmark is a name and a method; each says what it measures in its own file.
var benchmarks = new Dictionary<string, Func<BenchSettings, Task>>(StringComparer.Ordinal)
{
    ["ingest"] = IngestBench.RunAsync,
    ["ingest-memory"] = IngestMemory.RunAsync,
    ["page"] = PageBench.RunAsync,
    ["page-bare"] = BareServer.RunAsync,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine(
        $"Usage: bench BENCHMARK [--name value]…, where BENCHMARK is one of {string.Join(", ", benchmarks.Keys)}"
    );
    return 1;
}

await run(BenchSettings.Parse(args[1..]));
return 0;
