using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Credit notes of suppliers: each for the first line of a bill, and used up on it at once.</summary>
internal sealed class SandboxBillCreditNotes(FirmSource source)
    : Reader<SandboxBillCreditNote, BillCreditNote>(SandboxJson.Default.SandboxBillCreditNote)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, Ids, ct);

    public override BillCreditNote Map(SandboxBillCreditNote source) =>
        new()
        {
            Id = source.Id,
            BillCreditNoteNumber = source.Number,
            SupplierRef = Parts.ToSupplierRef(source.Party),
            WithholdingTax = [],
            TotalAmount = Money.ToDecimal(source.Net + source.Tax),
            TotalDiscount = Money.ToDecimal(source.Lines.Sum(l => l.Discount ?? 0)),
            SubTotal = Money.ToDecimal(source.Net),
            TotalTaxAmount = Money.ToDecimal(source.Tax),
            DiscountPercentage = 0,
            RemainingCredit = Money.ToDecimal(source.Open),
            Status = source.State switch
            {
                "open" => BillCreditNoteStatus.Submitted,
                "used" => BillCreditNoteStatus.Paid,
                _ => BillCreditNoteStatus.Unknown,
            },
            IssueDate = Parts.ToDate(source.Issued),
            AllocatedOnDate = source.Settled is { Count: > 0 } ? Parts.ToDate(source.Issued) : null,
            Currency = source.Currency,
            CurrencyRate = Parts.ToRate(source.Rate),
            LineItems = [.. source.Lines.Select(MapLine)],
            PaymentAllocations = Parts.ToAllocations(source.Settled, source.Currency, source.Rate, 1),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static BillCreditNoteLineItem MapLine(SandboxBillLine line) =>
        new()
        {
            Description = line.Text,
            UnitAmount = line.Price / 100m,
            Quantity = line.Units,
            DiscountAmount = Money.ToDecimal(line.Discount ?? 0),
            DiscountPercentage = line.DiscountPercent ?? 0,
            SubTotal = Money.ToDecimal(line.Net),
            TaxAmount = Money.ToDecimal(line.Tax),
            TotalAmount = Money.ToDecimal(line.Net + line.Tax),
            AccountRef = Parts.ToAccountRef(line.Account),
            TaxRateRef = Parts.ToTaxRateRef(line.TaxRate),
            ItemRef = Parts.ToItemRef(line.Item),
            TrackingCategoryRefs = Tags.ToRefs(line.Tag) ?? [],
            Tracking = Tags.ToPayable(line.Tag),
        };

    private static Feed<SandboxBillCreditNote> FeedOf(Books books) =>
        new(
            SandboxJson.Default.SandboxBillCreditNote,
            (period, position) => EventRows.Read(books, period, position, e => Row(books, e), [])
        )
        {
            Count = () => books.Count(Count.PurchaseCredits),
        };

    private static IEnumerable<string> Ids(Books books)
    {
        var end = (long)books.Until.Turns * books.Set.PurchasesPerTurn;
        for (var purchase = 0L; purchase < end; purchase++)
        {
            var plan = books.Firm.PurchasePlan(purchase);
            if (plan.Credits(0))
            {
                var turn = books.Firm.TurnAfter(books.Firm.TurnOfPurchase(purchase), plan.First);
                if (turn < books.Until.Turns && turn < books.Overlay.PurchaseFrozenFrom(purchase))
                {
                    yield return new BookEvent(EventKind.PurchaseCredit, turn, purchase).Key;
                }
            }
        }
    }

    private static SandboxBillCreditNote? Row(Books books, BookEvent happened)
    {
        if (happened.Kind is not EventKind.PurchaseCredit)
        {
            return null;
        }

        var purchase = books.Firm.Purchase(happened.Index);
        var line = purchase.Lines[0];
        var day = books.DayOf(happened.Turn);
        return new SandboxBillCreditNote
        {
            Id = happened.Key,
            Number = string.Create(CultureInfo.InvariantCulture, $"BCN-{purchase.Index + 1:D6}"),
            Party = SupplierRows.PartyOf(books.Firm, purchase.Supplier),
            State = "used",
            Issued = day,
            Currency = books.Set.Land.Currency,
            Rate = Money.One,
            Lines = [BillRows.LineOf(books.Firm, line)],
            Settled =
            [
                new Settlement
                {
                    Pay = (happened with { Kind = EventKind.Outlay }).Key,
                    On = day,
                    Amount = line.Total,
                    Total = 0,
                },
            ],
            Net = line.Net,
            Tax = line.Tax,
            Open = 0,
            Home = line.Total,
            Changed = books.ChangedIn(happened.Turn),
        };
    }
}

/// <summary>A credit note of a supplier as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxBillCreditNote : ISandboxRow
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public Party? Party { get; init; }

    /// <summary>open or used.</summary>
    public required string State { get; init; }

    public required DateOnly Issued { get; init; }

    public required string Currency { get; init; }

    /// <summary>Millionths of the home currency that a unit is worth.</summary>
    public required long Rate { get; init; }

    public required IReadOnlyList<SandboxBillLine> Lines { get; init; }

    /// <summary>Where it was used up.</summary>
    public IReadOnlyList<Settlement>? Settled { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public required long Open { get; init; }

    /// <summary>Net and tax in the home currency.</summary>
    public required long Home { get; init; }

    public required long Changed { get; init; }
}
