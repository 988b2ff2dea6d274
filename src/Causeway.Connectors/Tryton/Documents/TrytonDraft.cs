namespace Causeway.Connectors.Tryton.Documents;

/// <summary>A document to be written, of either side.</summary>
internal sealed record TrytonDraft
{
    /// <summary>The party's id, and the field that has it.</summary>
    public required (string? Id, string Field) Party { get; init; }
    public required DateTimeOffset IssueDate { get; init; }
    public DateTimeOffset? DueDate { get; init; }
    public string? Currency { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }

    /// <summary>Whether it is to be posted, not only kept as a draft.</summary>
    public required bool Post { get; init; }

    /// <summary>What the client believes it comes to; Tryton computes it anew, and a difference is no matter of rounding.</summary>
    public decimal? Total { get; init; }
    public required IReadOnlyList<TrytonDraftLine> Lines { get; init; }
}

/// <summary>A line of a document to be written.</summary>
internal sealed record TrytonDraftLine
{
    public string? Description { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal UnitAmount { get; init; }
    public bool HasDiscount { get; init; }
    public string? Account { get; init; }
    public string? Item { get; init; }
    public string? TaxRate { get; init; }
}
