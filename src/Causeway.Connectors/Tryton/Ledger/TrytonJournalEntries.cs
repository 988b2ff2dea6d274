using System.Runtime.CompilerServices;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>The ledger: every posted entry, whatever made it. Drafts are no part of the books yet.</summary>
internal sealed class TrytonJournalEntries(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonMove, JournalEntry>(TrytonJson.Default.TrytonMove)
{
    private static readonly string[] s_fields =
    [
        .. TrytonPaymentFields.Move,
        .. TrytonPaymentFields.Line("lines."),
        "lines.description",
        "lines.account.name",
        "lines.account.code",
        "lines.account.type.receivable",
        "lines.account.type.payable",
        "lines.party.name",
    ];

    private readonly TrytonReading reading = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadAsync([await SearchAsync(ct)], window, ct))
        {
            yield return page;
        }
    }

    public override async IAsyncEnumerable<SourceIdPage> FetchIdsAsync(
        string? cursor,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadIdsAsync([await SearchAsync(ct)], cursor, ct))
        {
            yield return page;
        }
    }

    public override JournalEntry Map(TrytonMove source) =>
        new()
        {
            Id = source.Key,
            Description = TrytonMarker.Remove(source.Description),
            PostedOn = source.Date.ToInstant(),
            CreatedOn = source.CreateDate,
            UpdatedOn = source.WriteDate ?? source.CreateDate,
            JournalRef = source.Journal is { } journal
                ? new JournalRef { Id = TrytonKey.Of(journal.Id), Name = journal.Name }
                : null,
            JournalLines = [.. (source.Lines ?? []).Select(line => MapLine(line, source.Company?.Currency?.Code))],
            RecordRef = RecordOf(source),
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };

    private static JournalLine MapLine(TrytonMoveLine line, string? currency) =>
        new()
        {
            Description = line.Description,
            NetAmount = line.Net,
            Currency = currency,
            TransactionAmount = line.SecondCurrency is null ? line.Net : line.AmountSecondCurrency,
            TransactionCurrency = line.SecondCurrency?.Code ?? currency,
            AccountRef = line.Account?.Named.ToAccountRef(),
            ContactRef = line.Party is { } party
                ? new ContactRef
                {
                    Id = party.Key,
                    DataType = line.Account?.Type switch
                    {
                        { Receivable: true } => ContactRefType.Customers,
                        { Payable: true } => ContactRefType.Suppliers,
                        _ => null,
                    },
                }
                : null,
        };

    private static JournalEntryRecordRef RecordOf(TrytonMove source)
    {
        var customers = TrytonPaymentTotal.Owed(source, customers: true).Sum(l => l.Net);
        var suppliers = TrytonPaymentTotal.Owed(source, customers: false).Sum(l => l.Net);
        if (source.DocumentId is { } document)
        {
            return new JournalEntryRecordRef
            {
                Id = TrytonKey.Of(document),
                DataType = source.Journal?.Type is "revenue"
                    ? customers < 0
                        ? JournalEntryRecordType.CreditNotes
                        : JournalEntryRecordType.Invoices
                    : suppliers > 0
                        ? JournalEntryRecordType.BillCreditNotes
                        : JournalEntryRecordType.Bills,
            };
        }

        return new JournalEntryRecordRef
        {
            Id = source.Key,
            DataType =
                source.Journal?.Type is not "cash" ? JournalEntryRecordType.JournalEntries
                : customers is not 0 ? JournalEntryRecordType.Payments
                : suppliers is not 0 ? JournalEntryRecordType.BillPayments
                : JournalEntryRecordType.JournalEntries,
        };
    }

    private async Task<TrytonSearch> SearchAsync(CancellationToken ct) =>
        new()
        {
            Model = "account.move",
            Domain =
            [
                TrytonValue.Where("company", "=", (await tryton.BooksAsync(ct)).Company),
                TrytonValue.Where("state", "=", "posted"),
            ],
            Fields = s_fields,
            Parts = ["lines"],
        };
}
