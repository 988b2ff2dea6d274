using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>An entry in a journal; its lines add up to zero.</summary>
public sealed record JournalEntry : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>Day on which it counts in the ledger; may lie before its creation.</summary>
    public DateTimeOffset? PostedOn { get; init; }

    /// <summary>When it was created in the source.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>When it last changed in the source.</summary>
    public DateTimeOffset? UpdatedOn { get; init; }

    /// <summary>The journal.</summary>
    public JournalRef? JournalRef { get; init; }

    /// <summary>The lines of the entry.</summary>
    public IReadOnlyList<JournalLine>? JournalLines { get; init; }

    /// <summary>Record that caused the entry.</summary>
    public JournalEntryRecordRef? RecordRef { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A line of a journal entry.</summary>
public sealed record JournalLine
{
    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>Amount without tax: debit above zero, credit below.</summary>
    public required decimal NetAmount { get; init; }

    /// <summary>Amount in <see cref="TransactionCurrency"/>.</summary>
    public decimal? TransactionAmount { get; init; }

    /// <summary>ISO 4217 code of <see cref="NetAmount"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>ISO 4217 code of the currency that was traded in.</summary>
    public string? TransactionCurrency { get; init; }

    /// <summary>Account in the chart of accounts.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>What the line is analysed by.</summary>
    public JournalLineTracking? Tracking { get; init; }

    /// <summary>Customer or supplier that the line is about.</summary>
    public ContactRef? ContactRef { get; init; }
}

/// <summary>Points at a journal.</summary>
public sealed record JournalRef
{
    /// <summary>Key of the journal.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the journal.</summary>
    public string? Name { get; init; }
}

/// <summary>What a line of a journal entry is analysed by.</summary>
public sealed record JournalLineTracking
{
    /// <summary>The records it is analysed by.</summary>
    public IReadOnlyList<TrackingRecordRef>? RecordRefs { get; init; }
}

/// <summary>Points at a record that lines are analysed by.</summary>
public sealed record TrackingRecordRef
{
    /// <summary>Key of the record.</summary>
    public string? Id { get; init; }

    /// <summary>Data type of the record.</summary>
    public TrackingRecordType? DataType { get; init; }
}

/// <summary>Points at the record that caused a journal entry.</summary>
public sealed record JournalEntryRecordRef
{
    /// <summary>Key of the record.</summary>
    public string? Id { get; init; }

    /// <summary>Data type of the record.</summary>
    public JournalEntryRecordType? DataType { get; init; }
}

/// <summary>Data types that lines are analysed by.</summary>
[JsonConverter(typeof(StandardEnumConverter<TrackingRecordType>))]
public enum TrackingRecordType
{
    /// <summary>A customer.</summary>
    [JsonStringEnumMemberName("customers")]
    Customers,

    /// <summary>A supplier.</summary>
    [JsonStringEnumMemberName("suppliers")]
    Suppliers,

    /// <summary>A tracking category.</summary>
    [JsonStringEnumMemberName("trackingCategories")]
    TrackingCategories,
}

/// <summary>Data types that cause journal entries.</summary>
[JsonConverter(typeof(StandardEnumConverter<JournalEntryRecordType>))]
public enum JournalEntryRecordType
{
    /// <summary>A bank transaction.</summary>
    [JsonStringEnumMemberName("bankTransactions")]
    BankTransactions,

    /// <summary>A bill credit note.</summary>
    [JsonStringEnumMemberName("billCreditNotes")]
    BillCreditNotes,

    /// <summary>A bill payment.</summary>
    [JsonStringEnumMemberName("billPayments")]
    BillPayments,

    /// <summary>A bill.</summary>
    [JsonStringEnumMemberName("bills")]
    Bills,

    /// <summary>A credit note.</summary>
    [JsonStringEnumMemberName("creditNotes")]
    CreditNotes,

    /// <summary>A direct cost.</summary>
    [JsonStringEnumMemberName("directCosts")]
    DirectCosts,

    /// <summary>A direct income.</summary>
    [JsonStringEnumMemberName("directIncomes")]
    DirectIncomes,

    /// <summary>An invoice.</summary>
    [JsonStringEnumMemberName("invoices")]
    Invoices,

    /// <summary>Another journal entry.</summary>
    [JsonStringEnumMemberName("journalEntries")]
    JournalEntries,

    /// <summary>A payment.</summary>
    [JsonStringEnumMemberName("payments")]
    Payments,

    /// <summary>A transfer.</summary>
    [JsonStringEnumMemberName("transfers")]
    Transfers,
}
