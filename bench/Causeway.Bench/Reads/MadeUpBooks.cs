using Causeway.Bench.Ingest;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Bench.Reads;

/// <summary>A company with a linked connection whose invoices were all read.</summary>
internal static class MadeUpBooks
{
    public static async Task<Connection> FillAsync(ScratchDatabase database, int invoices)
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
        for (var at = 0; at < invoices; at += 1_000)
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
        return connection;
    }
}
