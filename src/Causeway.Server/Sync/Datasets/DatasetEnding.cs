using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.Datasets;

/// <summary>What goes with a dataset's end, in the same transaction: its stream, the event, and the turn of the next one.</summary>
public sealed class DatasetEnding(CausewayDb db)
{
    /// <summary>Notes the end of a dataset that was just ended.</summary>
    /// <returns>The messages to send.</returns>
    public async Task<IReadOnlyList<object>> NoteAsync(Dataset dataset, CancellationToken ct)
    {
        var stream = await db.StreamAsync(dataset.CompanyId, dataset.ConnectionId, dataset.DataType, ct);
        var before = stream.LastSuccessfulSync;
        if (dataset.Status is DatasetStatus.Complete)
        {
            stream.Succeeded(dataset, dataset.Ended!.Value);
        }
        else
        {
            stream.Note(dataset);
        }

        return
        [
            new DatasetEnded
            {
                CompanyId = dataset.CompanyId,
                ConnectionId = dataset.ConnectionId,
                DatasetId = dataset.Id,
                DataType = dataset.DataType.Key,
                Status = dataset.Status,
                Cause = dataset.Cause,
                RecordsModified = dataset.Counts.AnythingModified,
                ModifiedFrom = before,
                Ended = dataset.Ended!.Value,
            },
            new StartDatasets(dataset.CompanyId, dataset.ConnectionId),
        ];
    }
}

/// <summary>Queries that several operations need.</summary>
public static class DatasetQueries
{
    /// <summary>The stream of a connection and data type; a new one if it was never read.</summary>
    public static async Task<SyncStream> StreamAsync(
        this CausewayDb db,
        CompanyId company,
        ConnectionId connection,
        DataType type,
        CancellationToken ct
    )
    {
        var stream = await db.Set<SyncStream>().FindAsync([company, connection, type], ct);
        if (stream is null)
        {
            stream = new SyncStream(company, connection, type);
            db.Add(stream);
        }

        return stream;
    }

    /// <summary>The datasets of a connection that have not ended.</summary>
    public static IQueryable<Dataset> ActiveDatasets(this CausewayDb db, CompanyId company, ConnectionId connection) =>
        db.Set<Dataset>().Where(d => d.CompanyId == company && d.ConnectionId == connection && d.Ended == null);
}
