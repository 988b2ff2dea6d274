using Causeway.Contracts.Connectors;
using Causeway.Server.Records.Store;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;

namespace Causeway.Server.Sync.Slices;

/// <summary>Some pages of a source, mapped, and not stored yet.</summary>
public sealed class FetchedSlice
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<RecordWrite> writes = [];
    private readonly Dictionary<string, BadRow> bad = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>Records to be stored, each id once: the source's last word counts.</summary>
    public IReadOnlyList<RecordWrite> Writes => writes;

    /// <summary>Records to be set aside.</summary>
    public IReadOnlyCollection<BadRow> Bad => bad.Values;

    /// <summary>Ids of records that the source says are gone.</summary>
    public IReadOnlyCollection<string> Deleted => deleted;

    /// <summary>What was noted about records that are stored all the same.</summary>
    public List<RecordIssue> Warnings { get; } = [];

    public int Pages { get; set; }

    public long Rows { get; set; }

    public long Bytes { get; private set; }

    public long? Expected { get; set; }

    /// <summary>Where the next slice starts.</summary>
    public string? Cursor { get; set; }

    /// <summary>Whether the last page is among these.</summary>
    public bool IsLast { get; set; }

    public string? Watermark { get; set; }

    /// <summary>Why it is shorter than it could be.</summary>
    public SourceFailure? Failure { get; set; }

    public void Add(RecordWrite write)
    {
        Bytes += write.Raw.Length;
        deleted.Remove(write.Id);
        bad.Remove(write.Id);
        if (!places.TryAdd(write.Id, writes.Count))
        {
            writes[places[write.Id]] = write;
            return;
        }

        writes.Add(write);
    }

    public void SetAside(BadRow row)
    {
        Bytes += row.Raw.Length;
        if (!places.ContainsKey(row.Id))
        {
            bad[row.Id] = row;
        }
    }

    public void Delete(string id)
    {
        if (!places.ContainsKey(id))
        {
            deleted.Add(id);
        }
    }
}

/// <summary>Some ids that a source listed.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="Cursor">Where the next slice starts.</param>
/// <param name="IsLast">Whether these are the last.</param>
/// <param name="Failure">Why they are fewer than they could be.</param>
public sealed record ListedSlice(IReadOnlyCollection<string> Ids, string? Cursor, bool IsLast, SourceFailure? Failure);
