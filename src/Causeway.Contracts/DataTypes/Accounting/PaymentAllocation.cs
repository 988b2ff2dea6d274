namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A payment, and the part of it that was applied to a document.</summary>
public sealed record PaymentAllocation
{
    /// <summary>The payment as a whole.</summary>
    public required AllocatedPayment Payment { get; init; }

    /// <summary>The part applied to this document.</summary>
    public required Allocation Allocation { get; init; }
}

/// <summary>A payment as the document that it settles sees it.</summary>
public sealed record AllocatedPayment
{
    /// <summary>Key of the payment.</summary>
    public string? Id { get; init; }

    /// <summary>Free text kept with the payment.</summary>
    public string? Note { get; init; }

    /// <summary>Reference of the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Account that the money moved through.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>ISO 4217 code of the payment.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Day of the payment.</summary>
    public DateTimeOffset? PaidOnDate { get; init; }

    /// <summary>The whole payment, in its own currency.</summary>
    public decimal? TotalAmount { get; init; }
}

/// <summary>The part of a payment that was applied to a document.</summary>
public sealed record Allocation
{
    /// <summary>ISO 4217 code of the amount.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Day on which it was applied.</summary>
    public DateTimeOffset? AllocatedOnDate { get; init; }

    /// <summary>Amount applied: below zero on invoices and bills, above zero on credit notes.</summary>
    public decimal? TotalAmount { get; init; }
}
