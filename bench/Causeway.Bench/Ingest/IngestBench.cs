using System.Diagnostics;
using System.Globalization;
using Causeway.Server.Storage;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Ingest;

/// <summary>
/// How fast new records are stored, against the fastest way in that the database has: on PostgreSQL one plain COPY into
/// each of the same tables, on SQLite one transaction with prepared inserts, both with all rows encoded beforehand. Segments
/// of both take turns, so that what else the machine does hits both.
/// </summary>
internal static class IngestBench
{
    public static async Task RunAsync(BenchSettings settings)
    {
        var records = settings.Number("records", 200_000);
        var slice = settings.Number("slice", 1_000);
        foreach (var kind in settings.Databases)
        {
            await CompareAsync(settings, kind, records, slice);
            await MeasureMemoryAsync(settings, kind, records, slice);
        }
    }

    private static async Task CompareAsync(BenchSettings settings, DatabaseKind kind, int records, int slice)
    {
        const int Segments = 20;
        var size = records / Segments;
        await using var limitDatabase = await ScratchDatabase.CreateAsync(settings, kind);
        await using var database = await ScratchDatabase.CreateAsync(settings, kind);
        await using PlainInsert limit =
            kind is DatabaseKind.Sqlite
                ? await SqlitePlainInsert.BeginAsync(limitDatabase)
                : await PostgresPlainInsert.BeginAsync(limitDatabase);
        var store = new StoreWriter(database, slice);
        List<double> limitTimes = [];
        List<double> storeTimes = [];
        List<double> againTimes = [];
        for (var segment = 0; segment < Segments; segment++)
        {
            var batch = SampleInvoices.Take(segment * size, size);
            var prepared = limit.Prepare(batch, segment * size);
            limitTimes.Add(await TimeAsync(() => limit.InsertAsync(prepared)));
            storeTimes.Add(await TimeAsync(() => store.WriteAsync(batch, generation: 1)));
        }

        limitTimes.Add(await TimeAsync(limit.CommitAsync));
        for (var segment = 0; segment < Segments; segment++)
        {
            var batch = SampleInvoices.Take(segment * size, size);
            againTimes.Add(await TimeAsync(() => store.WriteAsync(batch, generation: 2)));
        }

        var ratio = Median(limitTimes.Take(Segments).Zip(storeTimes, (limit, store) => limit / store));
        Print($"ingest {kind}: {records:N0} new invoices, {slice} a transaction");
        Print($"  limit      {records / limitTimes.Sum():N0} records/s");
        Print($"  store      {records / storeTimes.Sum():N0} records/s");
        Print(
            $"  ratio      {ratio:F2} (median of {Segments} segments), {limitTimes.Sum() / storeTimes.Sum():F2} over all"
        );
        Print($"  unchanged  {records / againTimes.Sum():N0} records/s when the same records come again");
    }

    // The other half of the figure is taken in a process that does nothing else.
    private static async Task MeasureMemoryAsync(BenchSettings settings, DatabaseKind kind, int records, int slice)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                "ingest-memory",
                "--database",
                kind is DatabaseKind.Sqlite ? "sqlite" : "postgres",
                "--records",
                records.ToString(CultureInfo.InvariantCulture),
                "--slice",
                slice.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (kind is DatabaseKind.Postgres)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(settings.Postgres);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
