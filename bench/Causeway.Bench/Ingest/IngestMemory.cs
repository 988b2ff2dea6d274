namespace Causeway.Bench.Ingest;

/// <summary>Stores records slice by slice, as a sync does, and tells how many MB the process had at most.</summary>
internal static class IngestMemory
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var records = settings.Number("records", 200_000);
        var slice = settings.Number("slice", 1_000);
        await using var database = await ScratchDatabase.CreateAsync(settings, settings.Databases.First());
        var store = new StoreWriter(database, slice);
        for (var at = 0; at < records; at += slice)
        {
            await store.WriteAsync(SampleInvoices.Take(at, slice), generation: 1);
        }

        Console.WriteLine(Load.ServerProcess.Memory(Environment.ProcessId).Peak);
    }
}
