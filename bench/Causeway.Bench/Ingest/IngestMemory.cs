using System.Globalization;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Ingest;

/// <summary>Stores records slice by slice, as a sync does, and tells how much memory the process ever had.</summary>
internal static class IngestMemory
{
    public static async Task RunAsync(BenchSettings settings)
    {
        var records = settings.Number("records", 200_000);
        var slice = settings.Number("slice", 1_000);
        await using var database = await ScratchDatabase.CreateAsync(settings, settings.Databases.First());
        var store = new StoreWriter(database, slice);
        for (var at = 0; at < records; at += slice)
        {
            await store.WriteAsync(SampleInvoices.Take(at, slice), generation: 1);
        }

        Print($"  memory     {PeakMegabytes()} MB at its peak, with {records:N0} records made and stored");
    }

    // The kernel's own high-water mark of resident memory, in kB.
    private static long PeakMegabytes() =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        ) / 1024;
}
