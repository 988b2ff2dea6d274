namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>What became of an invoice or a bill until a moment.</summary>
internal sealed record DocumentState
{
    public required long Total { get; init; }

    public bool IsDraft { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>The last turn in which something of its plan happened, or it was raised.</summary>
    public required int Turn { get; init; }

    /// <summary>How many of the two things of its plan happened.</summary>
    public int Slots { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970.</summary>
    public required long Changed { get; init; }

    public IReadOnlyList<Settlement>? Settled { get; init; }

    public long Open => IsWithdrawn ? 0 : Total - (Settled?.Sum(s => s.Amount) ?? 0);

    /// <summary>When nothing was open any more.</summary>
    public DateOnly? SettledOn => !IsDraft && !IsWithdrawn && Open is 0 ? Settled?[^1].On : null;

    public string State =>
        this switch
        {
            { IsDraft: true } => "draft",
            { IsWithdrawn: true } => "void",
            { Open: 0 } => "paid",
            { Settled.Count: > 0 } => "part",
            _ => "open",
        };
}
