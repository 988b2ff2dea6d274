using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Journal entries: one for everything that moves money or owes it. An entry vanishes with the bill that was entered twice.</summary>
internal sealed class SandboxJournalEntries(FirmSource source)
    : Reader<SandboxEntry, JournalEntry>(SandboxJson.Default.SandboxEntry)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new EntryRows(books).Feed, ct);

    public override JournalEntry Map(SandboxEntry source) =>
        new()
        {
            Id = source.Id,
            Description = source.Text,
            PostedOn = Parts.ToDate(source.On),
            CreatedOn = Parts.ToInstant(source.Created),
            UpdatedOn = Parts.ToInstant(source.Changed),
            JournalRef = new JournalRef { Id = source.Journal.Id, Name = source.Journal.Name },
            JournalLines =
            [
                .. source.Lines.Select(l => new JournalLine
                {
                    Description = source.Text,
                    NetAmount = Money.ToDecimal(l.Amount),
                    Currency = source.Currency,
                    TransactionAmount = Money.ToDecimal(l.Foreign),
                    TransactionCurrency = source.ForeignCurrency ?? source.Currency,
                    AccountRef = Parts.ToAccountRef(l.Account),
                    Tracking = new JournalLineTracking { RecordRefs = [] },
                }),
            ],
            RecordRef = source.Of is { } of
                ? new JournalEntryRecordRef { Id = of.Id, DataType = TypeOf(of.Name) }
                : null,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static JournalEntryRecordType? TypeOf(string kind) =>
        kind switch
        {
            "invoice" => JournalEntryRecordType.Invoices,
            "credit" => JournalEntryRecordType.CreditNotes,
            "payment" => JournalEntryRecordType.Payments,
            "bill" => JournalEntryRecordType.Bills,
            "bill credit" => JournalEntryRecordType.BillCreditNotes,
            "bill payment" => JournalEntryRecordType.BillPayments,
            "transfer" => JournalEntryRecordType.Transfers,
            "bank" => JournalEntryRecordType.BankTransactions,
            "entry" => JournalEntryRecordType.JournalEntries,
            _ => null,
        };
}

/// <summary>A journal entry as the made-up firm keeps it: money in pence, debit positive.</summary>
internal sealed record SandboxEntry : ISandboxRow
{
    public required string Id { get; init; }

    public string? Text { get; init; }

    public required DateOnly On { get; init; }

    public required Party Journal { get; init; }

    public required string Currency { get; init; }

    /// <summary>The document's currency, if it is another.</summary>
    public string? ForeignCurrency { get; init; }

    public required IReadOnlyList<EntryLine> Lines { get; init; }

    /// <summary>The record that made it: its id, and its kind in place of a name.</summary>
    public Party? Of { get; init; }

    public required long Created { get; init; }

    public required long Changed { get; init; }
}
