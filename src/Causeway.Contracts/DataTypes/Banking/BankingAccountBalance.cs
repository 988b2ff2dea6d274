using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Banking;

/// <summary>A balance of a bank account at one time (data type <c>banking-accountBalances</c>).</summary>
public sealed record BankingAccountBalance : IStandardRecord
{
    /// <summary>Key of the bank account, and of this record.</summary>
    public required string AccountId { get; init; }

    /// <summary>How much was on the account.</summary>
    public required BankingBalance Balance { get; init; }

    /// <summary>When it was.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => AccountId;
}
