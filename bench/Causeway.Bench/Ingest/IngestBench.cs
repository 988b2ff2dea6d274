using System.Diagnostics;
using System.Globalization;
using Causeway.Server.Storage;

namespace Causeway.Bench.Ingest;

/// <summary>
/// How fast new records are stored, against the fastest way in that the database has: on PostgreSQL one plain COPY into
/// each of the same tables, on SQLite one transaction with prepared inserts, both with all rows encoded beforehand. Segments
/// of both take turns, so that what else the machine does hits both.
/// </summary>
internal static class IngestBench
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var records = settings.Number("records", 200_000);
        var slice = settings.Number("slice", 1_000);
        foreach (var kind in settings.Databases)
        {
            await CompareAsync(settings, report, kind, records, slice);
            report.AtMost(
                "store new invoices, memory at most",
                kind,
                await MeasureMemoryAsync(settings, kind, records, slice),
                300,
                " MB"
            );
            report.AtMost(
                "store three times as many, memory at most",
                kind,
                await MeasureMemoryAsync(settings, kind, 3 * records, slice),
                300,
                " MB"
            );
        }
    }

    private static async Task CompareAsync(
        BenchSettings settings,
        Report report,
        DatabaseKind kind,
        int records,
        int slice
    )
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

        var ratio = limitTimes.Sum() / storeTimes.Sum();
        var rate = records / storeTimes.Sum();
        report.Ratio("store new invoices", kind, rate, records / limitTimes.Sum(), ratio, 0.5);
        report.AtLeast("store new invoices", kind, rate, 25_000);
        report.Note(
            "the same invoices again, unchanged",
            kind,
            string.Create(CultureInfo.InvariantCulture, $"{records / againTimes.Sum():N0}/s")
        );
    }

    // The other half of the figure is taken in a process that does nothing else.
    private static async Task<double> MeasureMemoryAsync(
        BenchSettings settings,
        DatabaseKind kind,
        int records,
        int slice
    )
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
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
        var megabytes = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(megabytes, CultureInfo.InvariantCulture);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
