namespace Causeway.Contracts.Connectors;

/// <summary>What part of a data type to fetch.</summary>
public sealed record ReadWindow
{
    /// <summary>Where to go on: the <see cref="SourcePage.NextCursor"/> of the last page that was stored, or null to begin.</summary>
    public string? Cursor { get; init; }

    /// <summary>The <see cref="SourcePage.Watermark"/> of the last complete read, for a reader that can fetch changes only; null asks for everything.</summary>
    public string? Since { get; init; }

    /// <summary>Records that the source last changed before this instant are not wanted, if it is set and the source can tell.</summary>
    public DateTimeOffset? ModifiedFrom { get; init; }
}

/// <summary>Some records as the source has them.</summary>
public sealed record SourcePage
{
    /// <summary>The records, in the source's order.</summary>
    public required IReadOnlyList<SourceRow> Rows { get; init; }

    /// <summary>Where the next page starts, or null on the last page. It must stay usable after a restart.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Ids of records that the source says are gone.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>How many records the whole read will bring, if the source tells.</summary>
    public long? Total { get; init; }

    /// <summary>On the last page: from where the next read may ask for changes only. Choose it so that nothing can be missed; overlap is harmless.</summary>
    public string? Watermark { get; init; }
}

/// <summary>One record as the source has it.</summary>
/// <param name="Id">The id that the mapped record will have; known even when the rest can't be read.</param>
/// <param name="Json">The whole record as UTF-8 JSON, with the members that we do not know.</param>
public readonly record struct SourceRow(string Id, ReadOnlyMemory<byte> Json);

/// <summary>Some ids that exist at the source.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="NextCursor">Where the next page starts, or null on the last.</param>
public sealed record SourceIdPage(IReadOnlyList<string> Ids, string? NextCursor);

/// <summary>How a reader learns what changed and what vanished.</summary>
public enum ChangeTracking
{
    /// <summary>Every read brings every record; what is not in a complete read has vanished.</summary>
    FullScan,

    /// <summary>A read since a watermark brings what changed; what vanished shows in <see cref="Reader.FetchIdsAsync"/>.</summary>
    ChangesThenIds,

    /// <summary>A read since a watermark brings what changed and what vanished.</summary>
    ChangesAndDeletions,
}
