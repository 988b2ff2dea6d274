using System.Diagnostics;
using System.Globalization;
using Causeway.Bench.Ingest;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Pages;

/// <summary>
/// Pages of invoices from the server, against a bare Kestrel endpoint that runs the same SQL with the same driver and copies
/// the bodies out, without key, links or anything else. Both are processes of their own; short rounds of both take turns.
/// </summary>
internal static class PageBench
{
    private const string Key = "the-key-of-the-benchmarks-0123456789";

    public static async Task RunAsync(BenchSettings settings)
    {
        var records = settings.Number("records", 20_000);
        foreach (var kind in settings.Databases)
        {
            await using var database = await ScratchDatabase.CreateAsync(settings, kind);
            var company = await SeedAsync(database, records);
            await CompareAsync(settings, database, company, records);
        }
    }

    private static async Task CompareAsync(
        BenchSettings settings,
        ScratchDatabase database,
        CompanyId company,
        int records
    )
    {
        var (callers, rounds) = (settings.Number("callers", 8), settings.Number("rounds", 15));
        var size = settings.Number("page-size", 100);
        await using var server = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "Causeway.Server"),
            [],
            database.Options,
            Key
        );
        await using var bare = await ServerProcess.StartAsync(
            Environment.ProcessPath!,
            ["page-bare", "--connection", database.Options.ConnectionString],
            database.Options,
            Key
        );
        var pages = records / size;
        var address = $"/companies/{company}/data/invoices?pageSize={size}&page=";
        string[] paths =
        [
            .. Enumerable.Range(1, pages).Select(p => address + p.ToString(CultureInfo.InvariantCulture)),
        ];
        List<double> serverRates = [];
        List<double> bareRates = [];
        List<double> latencies = [];
        await PageLoad.RunAsync(server.Port, Key, paths, callers, TimeSpan.FromSeconds(2));
        await PageLoad.RunAsync(bare.Port, Key, paths, callers, TimeSpan.FromSeconds(2));
        for (var round = 0; round < rounds; round++)
        {
            var ours = await PageLoad.RunAsync(server.Port, Key, paths, callers, TimeSpan.FromSeconds(1));
            serverRates.Add(ours.PerSecond);
            latencies.AddRange(ours.Milliseconds);
            bareRates.Add((await PageLoad.RunAsync(bare.Port, Key, paths, callers, TimeSpan.FromSeconds(1))).PerSecond);
        }

        latencies.Sort();
        Print($"page {database.Options.Kind}: pages of {size} from {records:N0} invoices, {callers} callers");
        Print($"  bare    {Median(bareRates):N0} pages/s");
        Print(
            $"  server  {Median(serverRates):N0} pages/s, p50 {latencies[latencies.Count / 2]:F1} ms, p99 {latencies[latencies.Count * 99 / 100]:F1} ms"
        );
        Print(
            $"  ratio   {Median(serverRates.Zip(bareRates, (ours, theirs) => ours / theirs)):F2} (median of {rounds} pairs of rounds)"
        );
    }

    private static async Task<CompanyId> SeedAsync(ScratchDatabase database, int records)
    {
        var writer = new StoreWriter(database, 1_000);
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var now = TimeProvider.System.GetUtcNow();
        var connection = new Connection(
            writer.Stream.Connection,
            writer.Stream.Company,
            new ConnectorManifest
            {
                Key = "none",
                Name = "Made up",
                SourceType = SourceType.Accounting,
                IntegrationId = Guid.CreateVersion7(),
                SourceId = Guid.CreateVersion7(),
                Auth = new ConnectorAuth.None([]),
                Budget = new RequestBudget(1, TimeSpan.FromSeconds(1)),
                LogoSvg = "<svg/>",
            },
            ConnectionActor.Api,
            now
        );
        connection.Link(new SourceOrganisation("1", "Made up"), ConnectionActor.Api, now);
        db.Add(new Company(writer.Stream.Company, CompanyName.Clean("Made up").Value, now));
        db.Add(connection);
        await db.SaveChangesAsync();
        for (var at = 0; at < records; at += 1_000)
        {
            await writer.WriteAsync(SampleInvoices.Take(at, 1_000), generation: 1);
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await database.Records.MarkCompleteAsync(
            transaction.GetDbTransaction(),
            writer.Stream,
            now,
            CancellationToken.None
        );
        await transaction.CommitAsync();
        return writer.Stream.Company;
    }
}
