using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Banking;

/// <summary>
/// A category of bank transactions; they form a tree (data type <c>banking-transactionCategories</c>).
/// </summary>
public sealed record BankingTransactionCategory : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the category.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the category above; null at the top.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether there are categories below.</summary>
    public bool? HasChildren { get; init; }

    /// <summary>Whether it is in use.</summary>
    public BankingTransactionCategoryStatus? Status { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>Whether a category of bank transactions is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankingTransactionCategoryStatus>))]
public enum BankingTransactionCategoryStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}
