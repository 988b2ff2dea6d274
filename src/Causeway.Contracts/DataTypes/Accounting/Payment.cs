using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>Money from a customer, and what it settles.</summary>
public sealed record Payment : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Who paid.</summary>
    public CustomerRef? CustomerRef { get; init; }

    /// <summary>Account that the money went into.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>How it was paid.</summary>
    public PaymentMethodRef? PaymentMethodRef { get; init; }

    /// <summary>Sum of the lines, in the currency of the payment; below zero for a refund.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>ISO 4217 code of the payment; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Day of the payment.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Free text kept with the record.</summary>
    public string? Note { get; init; }

    /// <summary>How the payment is divided.</summary>
    public IReadOnlyList<PaymentLine>? Lines { get; init; }

    /// <summary>Reference that came with the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A part of a payment: in one currency, its amount and those of its links add up to zero.</summary>
public sealed record PaymentLine
{
    /// <summary>Money moved, in the currency of the payment.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What the line settles.</summary>
    public IReadOnlyList<PaymentLineLink>? Links { get; init; }

    /// <summary>Day on which it was applied.</summary>
    public DateTimeOffset? AllocatedOnDate { get; init; }
}

/// <summary>A record that a line of a payment changes.</summary>
public sealed record PaymentLineLink
{
    /// <summary>Kind of the record.</summary>
    public required PaymentLinkType Type { get; init; }

    /// <summary>Key of the record.</summary>
    public string? Id { get; init; }

    /// <summary>Change of what is outstanding, in the record's currency; below zero makes it less.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What one unit of the payment's currency is worth in the record's.</summary>
    public decimal? CurrencyRate { get; init; }
}

/// <summary>Kind of record that a line of a payment changes.</summary>
[JsonConverter(typeof(StandardEnumConverter<PaymentLinkType>))]
public enum PaymentLinkType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>None.</summary>
    Unlinked,

    /// <summary>An invoice that is paid.</summary>
    Invoice,

    /// <summary>A credit note that is used or refunded.</summary>
    CreditNote,

    /// <summary>Something outside the standard model; the id is the customer's.</summary>
    Other,

    /// <summary>A payment that gives this one back.</summary>
    Refund,

    /// <summary>A payment that this one gives back.</summary>
    Payment,

    /// <summary>The customer's account; the id is the customer's.</summary>
    PaymentOnAccount,

    /// <summary>A journal entry.</summary>
    ManualJournal,

    /// <summary>A discount; the id is a payment's.</summary>
    Discount,
}
