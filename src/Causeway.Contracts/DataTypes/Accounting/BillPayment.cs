using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>Money to a supplier, and what it settles.</summary>
public sealed record BillPayment : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Who was paid.</summary>
    public SupplierRef? SupplierRef { get; init; }

    /// <summary>Account that the money came from.</summary>
    public AccountRef? AccountRef { get; init; }

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

    /// <summary>How it was paid.</summary>
    public PaymentMethodRef? PaymentMethodRef { get; init; }

    /// <summary>How the payment is divided.</summary>
    public IReadOnlyList<BillPaymentLine>? Lines { get; init; }

    /// <summary>Reference that went with the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A part of a bill payment: in one currency, its amount and those of its links add up to zero.</summary>
public sealed record BillPaymentLine
{
    /// <summary>Money moved, in the currency of the payment.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What the line settles.</summary>
    public IReadOnlyList<BillPaymentLineLink>? Links { get; init; }

    /// <summary>Day on which it was applied.</summary>
    public DateTimeOffset? AllocatedOnDate { get; init; }
}

/// <summary>A record that a line of a bill payment changes.</summary>
public sealed record BillPaymentLineLink
{
    /// <summary>Kind of the record.</summary>
    public required BillPaymentLinkType Type { get; init; }

    /// <summary>Key of the record.</summary>
    public string? Id { get; init; }

    /// <summary>Change of what is outstanding, in the record's currency; below zero makes it less.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What one unit of the payment's currency is worth in the record's.</summary>
    public decimal? CurrencyRate { get; init; }
}

/// <summary>Kind of record that a line of a bill payment changes.</summary>
[JsonConverter(typeof(StandardEnumConverter<BillPaymentLinkType>))]
public enum BillPaymentLinkType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>None.</summary>
    Unlinked,

    /// <summary>A bill that is paid.</summary>
    Bill,

    /// <summary>Something outside the standard model; the id is the supplier's.</summary>
    Other,

    /// <summary>A bill credit note that is used or refunded.</summary>
    CreditNote,

    /// <summary>A bill payment that this one gives back.</summary>
    BillPayment,

    /// <summary>The supplier's account; the id is the supplier's.</summary>
    PaymentOnAccount,

    /// <summary>A bill payment that gives this one back.</summary>
    Refund,

    /// <summary>A journal entry.</summary>
    ManualJournal,

    /// <summary>A discount; the id is a bill payment's.</summary>
    Discount,
}
