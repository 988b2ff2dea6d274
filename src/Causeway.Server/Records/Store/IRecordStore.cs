using System.Data.Common;
using System.IO.Pipelines;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Records.Store;

/// <summary>
/// Keeps what was read from sources: one row a record, its standard JSON stored once and streamed without being parsed.
/// Methods that change something run in the caller's transaction, so that records, checkpoint and next message are one.
/// </summary>
public interface IRecordStore
{
    /// <summary>Creates or completes the tables. Called under the start lock; safe to repeat.</summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>
    /// Inserts new records, replaces changed ones, and leaves unchanged ones as they are (with their <c>modifiedDate</c>), but notes for all
    /// that this generation saw them. A record that was deleted and is back becomes alive. The caller is the only writer of the stream.
    /// </summary>
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
    Task<SweepPreview> PreviewSweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        CancellationToken ct
    );

    /// <summary>Marks as deleted up to <paramref name="limit"/> living records that a complete generation did not see.</summary>
    /// <returns>How many were marked; less than the limit means that it is done.</returns>
    Task<int> SweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        int limit,
        DateTimeOffset now,
        CancellationToken ct
    );

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

    /// <summary>Writes a page of records to a response as the API's list body.</summary>
    Task WritePageAsync(RecordStream stream, RecordPage page, PipeWriter output, CancellationToken ct);

    /// <summary>Writes one record, or answers false if there is none.</summary>
    Task<bool> WriteRecordAsync(RecordStream stream, string id, PipeWriter output, CancellationToken ct);

    /// <summary>Writes one record as the source has it, or answers false if there is none.</summary>
    Task<bool> WriteRawAsync(RecordStream stream, string id, PipeWriter output, CancellationToken ct);

    /// <summary>Writes changes after a position in commit order, deletions among them.</summary>
    Task WriteChangesAsync(RecordStream stream, long after, int limit, PipeWriter output, CancellationToken ct);
}

/// <summary>The records of one data type of one connection.</summary>
/// <param name="Company">The company, which leads every key.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Type">The data type.</param>
public readonly record struct RecordStream(CompanyId Company, ConnectionId Connection, DataType Type);

/// <summary>A record to be stored.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Json">The standard record as UTF-8 JSON, without <c>metadata</c> and <c>modifiedDate</c>.</param>
/// <param name="Raw">The record as the source has it, as UTF-8 JSON.</param>
/// <param name="SourceModified">When the source last changed it, if it says so.</param>
public readonly record struct RecordWrite(
    string Id,
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> Raw,
    DateTimeOffset? SourceModified
);

/// <summary>What an upsert did.</summary>
/// <param name="Added">Records that were not there.</param>
/// <param name="Changed">Records whose content changed, or that came back.</param>
/// <param name="Unchanged">Records that stayed as they are.</param>
public readonly record struct RecordChanges(int Added, int Changed, int Unchanged);

/// <summary>What a sweep would do.</summary>
/// <param name="Unseen">Living records that the generation did not see.</param>
/// <param name="Living">All living records.</param>
public readonly record struct SweepPreview(long Unseen, long Living);

/// <summary>How many records a stream has.</summary>
/// <param name="Living">Records that exist at the source.</param>
/// <param name="Deleted">Records that vanished there.</param>
public readonly record struct StreamCounts(long Living, long Deleted);

/// <summary>Which part of a list to write.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Size">Records on a page.</param>
public sealed record RecordPage(int Number, int Size);
