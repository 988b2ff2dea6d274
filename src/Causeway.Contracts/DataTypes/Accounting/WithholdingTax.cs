namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A tax that the payer keeps back for the authorities.</summary>
public sealed record WithholdingTax
{
    /// <summary>Name of the tax.</summary>
    public required string Name { get; init; }

    /// <summary>Amount kept back.</summary>
    public required decimal Amount { get; init; }
}
