namespace Causeway.Contracts.DataTypes.Banking;

/// <summary>How much is on a bank account, in its currency.</summary>
public sealed record BankingBalance
{
    /// <summary>What can be spent, with pending transactions and without overdraft.</summary>
    public decimal? Available { get; init; }

    /// <summary>What has cleared.</summary>
    public decimal? Current { get; init; }

    /// <summary>Lowest balance that is allowed: -100 for an overdraft of 100.</summary>
    public decimal? Limit { get; init; }
}
