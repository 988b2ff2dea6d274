namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A tracking category with all those below it: how a single one is read.</summary>
public sealed record TrackingCategoryTree
{
    /// <summary>Key of the category.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the category.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is in use.</summary>
    public TrackingCategoryStatus? Status { get; init; }

    /// <summary>Key of the category above; null at the top.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether there are categories below.</summary>
    public bool? HasChildren { get; init; }

    /// <summary>The categories below.</summary>
    public IReadOnlyList<TrackingCategoryTree>? SubCategories { get; init; }

    /// <summary>
    /// Whether it was deleted at the source; a tree is put together when it is read, so it has this itself.
    /// </summary>
    public RecordMetadata? Metadata { get; init; }

    /// <summary>When our copy last changed.</summary>
    public DateTimeOffset? ModifiedDate { get; init; }

    /// <summary>When the source last changed the category; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }
}

/// <summary>What the record store knows about a record beside its content.</summary>
public sealed record RecordMetadata
{
    /// <summary>Whether it was deleted at the source after it had been read.</summary>
    public bool? IsDeleted { get; init; }
}
