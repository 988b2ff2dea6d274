namespace Causeway.Server.Sync.Datasets;

/// <summary>What a dataset has done so far.</summary>
public sealed record DatasetCounts
{
    public static readonly DatasetCounts None = new();

    /// <summary>Pages that were read.</summary>
    public int Pages { get; init; }

    /// <summary>Records that the source delivered.</summary>
    public long Fetched { get; init; }

    /// <summary>How many it said it would deliver, if it did.</summary>
    public long? Expected { get; init; }

    /// <summary>Records that were not in the store.</summary>
    public long Added { get; init; }

    /// <summary>Records whose content changed.</summary>
    public long Changed { get; init; }

    /// <summary>Records that stayed as they were.</summary>
    public long Unchanged { get; init; }

    /// <summary>Records that were marked as deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Records that were set aside, because they can't be understood.</summary>
    public long Quarantined { get; init; }

    /// <summary>Ids that the source listed.</summary>
    public long Listed { get; init; }

    /// <summary>Ids that the source listed and the store has not.</summary>
    public long Missing { get; init; }

    /// <summary>Errors and warnings that were noted.</summary>
    public int Issues { get; init; }

    /// <summary>Whether anything in the store became different.</summary>
    public bool AnythingModified => Added + Changed + Deleted > 0;

    public DatasetCounts With(SliceTotals slice) =>
        this with
        {
            Pages = Pages + slice.Pages,
            Fetched = Fetched + slice.Fetched,
            Expected = slice.Expected ?? Expected,
            Added = Added + slice.Added,
            Changed = Changed + slice.Changed,
            Unchanged = Unchanged + slice.Unchanged,
            Deleted = Deleted + slice.Deleted,
            Quarantined = Quarantined + slice.Quarantined,
        };
}

/// <summary>What one slice did.</summary>
public sealed record SliceTotals
{
    public required int Pages { get; init; }

    public required long Fetched { get; init; }

    public required long? Expected { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Unchanged { get; init; }

    public required long Deleted { get; init; }

    public required int Quarantined { get; init; }
}
