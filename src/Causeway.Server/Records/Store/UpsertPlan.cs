using System.IO.Hashing;

namespace Causeway.Server.Records.Store;

/// <summary>A record as the store has it already.</summary>
internal readonly record struct KnownRecord(long Place, Guid Hash, long RawHash, bool IsDeleted);

/// <summary>A row to be written.</summary>
internal readonly record struct RecordRow(
    RecordWrite Write,
    string? Parent,
    long Place,
    long Change,
    Guid Hash,
    long RawHash
)
{
    /// <summary>It was deleted and is back: for who follows the changes, a new one.</summary>
    public bool IsBack { get; init; }
}

/// <summary>What has to be done so that the store has a batch of records.</summary>
internal sealed class UpsertPlan
{
    private UpsertPlan(DateTimeOffset modified) => Modified = modified;

    /// <summary>The <c>modifiedDate</c> of what is added or changed.</summary>
    public DateTimeOffset Modified { get; }

    public List<RecordRow> Added { get; } = [];

    public List<RecordRow> Changed { get; } = [];

    /// <summary>Records that are the same in the standard model, but not at the source: only the raw copy is replaced.</summary>
    public List<RecordRow> Reworded { get; } = [];

    /// <summary>Where all records of the batch are.</summary>
    public List<long> Ordinals { get; } = [];

    public RecordChanges Changes => new(Added.Count, Changed.Count, Ordinals.Count - Added.Count - Changed.Count);

    /// <summary>Compares, and numbers what is new; the stream's row moves on.</summary>
    /// <param name="row">The stream's row, held.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="batch">The records, each once.</param>
    /// <param name="known">What the store has of each, in the same order; null if nothing.</param>
    /// <param name="now">The time.</param>
    public static UpsertPlan Make(
        StreamRow row,
        RecordStream stream,
        IReadOnlyList<RecordWrite> batch,
        KnownRecord?[] known,
        DateTimeOffset now
    )
    {
        var lastModified = row.LastModified;
        var plan = new UpsertPlan(row.Moment(now));
        for (var i = 0; i < batch.Count; i++)
        {
            plan.Add(row, stream, batch[i], known[i]);
        }

        if (plan.Added.Count + plan.Changed.Count == 0)
        {
            row.LastModified = lastModified;
        }

        return plan;
    }

    private void Add(StreamRow row, RecordStream stream, RecordWrite record, KnownRecord? known)
    {
        var hash = new Guid(XxHash128.Hash(record.Json.Span), bigEndian: true);
        var rawHash = (long)XxHash3.HashToUInt64(record.Raw.Span);
        if (known is not { } old)
        {
            var place = row.NextPlace();
            row.Living++;
            Ordinals.Add(StreamRow.OrdinalOf(place));
            Added.Add(
                new RecordRow(
                    record,
                    RecordParent.Of(stream.Type, record.Json.Span),
                    place,
                    row.NextChange(),
                    hash,
                    rawHash
                )
            );
            return;
        }

        Ordinals.Add(StreamRow.OrdinalOf(old.Place));
        if (old.IsDeleted)
        {
            row.Deleted--;
            row.Living++;
        }

        if (old.IsDeleted || old.Hash != hash)
        {
            Changed.Add(
                new RecordRow(
                    record,
                    RecordParent.Of(stream.Type, record.Json.Span),
                    old.Place,
                    row.NextChange(),
                    hash,
                    rawHash
                )
                {
                    IsBack = old.IsDeleted,
                }
            );
        }
        else if (old.RawHash != rawHash)
        {
            Reworded.Add(new RecordRow(record, null, old.Place, 0, hash, rawHash));
        }
    }
}
