using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Bench.Ingest;

/// <summary>Writes to the record store as the sync engine does: a slice in each transaction.</summary>
internal sealed class StoreWriter(ScratchDatabase database, int slice)
{
    public RecordStream Stream { get; } =
        new(CompanyId.New(TimeProvider.System), ConnectionId.New(TimeProvider.System), DataType.Of<Invoice>());

    public async Task WriteAsync(RecordWrite[] records, long generation)
    {
        foreach (var chunk in records.Chunk(slice))
        {
            await using var scope = database.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await database.Records.UpsertAsync(
                transaction.GetDbTransaction(),
                Stream,
                generation,
                chunk,
                TimeProvider.System.GetUtcNow(),
                CancellationToken.None
            );
            await transaction.CommitAsync();
        }
    }
}
