using System.Data.Common;
using Causeway.Contracts;

namespace Causeway.Server.Records.Store;

/// <summary>
/// Keeps what was read from sources: one row a record, its standard JSON stored once and streamed without being parsed.
/// Methods that change something run in the caller's transaction, so that records, checkpoint and next message are one.
/// They hold the stream's row until that transaction ends: of two writers of one stream the second waits.
/// </summary>
public interface IRecordStore
{
    /// <summary>Creates or completes the tables. Called under the start lock; safe to repeat.</summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>
    /// Inserts new records, replaces changed ones, and leaves unchanged ones as they are (with their <c>modifiedDate</c>), but notes for all
    /// that this generation saw them. A record that was deleted and is back becomes alive. Of a record that comes twice the last form counts.
    /// </summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="stream">Where the records belong.</param>
    /// <param name="generation">
    /// The number of the scan, greater than those of the scans before it; 0 for a read that is no scan of everything, and so notes nothing.
    /// </param>
    /// <param name="records">The records, as many as fit in memory twice. Each <see cref="RecordWrite.Id"/> is a <see cref="RecordKey"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Gives up.</param>
    Task<RecordChanges> UpsertAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        IReadOnlyList<RecordWrite> records,
        DateTimeOffset now,
        CancellationToken ct
    );

    /// <summary>Notes that this generation saw records, without their content: an id scan, or rows that were set aside as unreadable.</summary>
    /// <returns>How many of the ids are in the store and alive.</returns>
    Task<long> MarkSeenAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        IReadOnlyCollection<string> ids,
        CancellationToken ct
    );

    /// <summary>Marks records as deleted at the source, and keeps them.</summary>
    /// <returns>How many were alive.</returns>
    Task<long> DeleteAsync(
        DbTransaction transaction,
        RecordStream stream,
        IReadOnlyCollection<string> ids,
        DateTimeOffset now,
        CancellationToken ct
    );

    /// <summary>How many living records a complete generation did not see, and how many there are.</summary>
    /// <exception cref="InvalidOperationException">A later generation has begun, and what this one saw is forgotten.</exception>
    Task<SweepPreview> PreviewSweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        CancellationToken ct
    );

    /// <summary>Marks as deleted up to <paramref name="limit"/> living records that a complete generation did not see.</summary>
    /// <returns>How many were marked; less than the limit means that it is done.</returns>
    /// <exception cref="InvalidOperationException">A later generation has begun, and what this one saw is forgotten.</exception>
    Task<int> SweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        int limit,
        DateTimeOffset now,
        CancellationToken ct
    );

    /// <summary>
    /// Notes that the stream was read to its end once: from now on it can be read through the API, also while later reads run or fail.
    /// </summary>
    Task MarkCompleteAsync(DbTransaction transaction, RecordStream stream, DateTimeOffset now, CancellationToken ct);

    /// <summary>How many records there are.</summary>
    Task<StreamCounts> CountAsync(DbTransaction transaction, RecordStream stream, CancellationToken ct);

    /// <summary>Removes up to <paramref name="limit"/> rows of a connection, for good.</summary>
    /// <returns>How many were removed; less than the limit means that nothing is left.</returns>
    Task<int> PurgeAsync(
        DbTransaction transaction,
        CompanyId company,
        ConnectionId connection,
        int limit,
        CancellationToken ct
    );
}
