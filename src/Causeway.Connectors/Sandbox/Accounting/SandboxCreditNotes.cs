using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Credit notes: each for the first line of an invoice. Most are used up on it at once; some come after it was paid and stay open.</summary>
internal sealed class SandboxCreditNotes(FirmSource source)
    : Reader<SandboxCreditNote, CreditNote>(SandboxJson.Default.SandboxCreditNote)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, Ids, ct);

    public override CreditNote Map(SandboxCreditNote source) =>
        new()
        {
            Id = source.Id,
            CreditNoteNumber = source.Number,
            CustomerRef = Parts.ToCustomerRef(source.Party),
            WithholdingTax = [],
            TotalAmount = Money.ToDecimal(source.Net + source.Tax),
            TotalDiscount = Money.ToDecimal(source.Lines.Sum(l => l.Discount ?? 0)),
            SubTotal = Money.ToDecimal(source.Net),
            TotalTaxAmount = Money.ToDecimal(source.Tax),
            DiscountPercentage = 0,
            RemainingCredit = Money.ToDecimal(source.Open),
            Status = source.State switch
            {
                "open" => CreditNoteStatus.Submitted,
                "used" => CreditNoteStatus.Paid,
                _ => CreditNoteStatus.Unknown,
            },
            IssueDate = Parts.ToDate(source.Issued),
            AllocatedOnDate = source.Settled is { Count: > 0 } ? Parts.ToDate(source.Issued) : null,
            Currency = source.Currency,
            CurrencyRate = Parts.ToRate(source.Rate),
            LineItems = [.. source.Lines.Select(MapLine)],
            PaymentAllocations = Parts.ToAllocations(source.Settled, source.Currency, source.Rate, 1),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static CreditNoteLineItem MapLine(SandboxInvoiceLine line) =>
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
            Tracking = Tags.ToReceivable(line.Tag),
        };

    private static Feed<SandboxCreditNote> FeedOf(Books books) =>
        new(
            SandboxJson.Default.SandboxCreditNote,
            (period, position) => EventRows.Read(books, period, position, e => Row(books, e), [])
        )
        {
            Count = () => books.Count(Count.Credits),
        };

    private static IEnumerable<string> Ids(Books books)
    {
        var end = (long)books.Until.Turns * books.Set.SalesPerTurn;
        for (var sale = 0L; sale < end; sale++)
        {
            var plan = books.Firm.SalePlan(sale);
            if (plan.Kind is PlanKind.Credited or PlanKind.CreditedAfterPayment)
            {
                var delay = plan.Credits(0) ? plan.First : plan.Second;
                var turn = books.Firm.TurnAfter(books.Firm.TurnOfSale(sale), delay);
                if (turn < books.Until.Turns && turn < books.Overlay.SaleFrozenFrom(sale))
                {
                    yield return new BookEvent(EventKind.Credit, turn, sale).Key;
                }
            }
        }
    }

    private static SandboxCreditNote? Row(Books books, BookEvent happened)
    {
        if (happened.Kind is not EventKind.Credit)
        {
            return null;
        }

        var sale = books.Firm.Sale(happened.Index);
        var line = sale.Lines[0];
        var isUsed = sale.Plan.Settles(happened.Slot);
        var day = books.DayOf(happened.Turn);
        return new SandboxCreditNote
        {
            Id = happened.Key,
            Number = string.Create(CultureInfo.InvariantCulture, $"CN-{sale.Index + 1:D6}"),
            Party = CustomerRows.PartyOf(books.Firm, sale.Customer),
            State = isUsed ? "used" : "open",
            Issued = day,
            Currency = sale.Currency,
            Rate = sale.Rate,
            Lines = [InvoiceRows.LineOf(books.Firm, line, Parts.Account(Turns.IncomeOf(books.Set.Trade)))],
            Settled = isUsed
                ?
                [
                    new Settlement
                    {
                        Pay = (happened with { Kind = EventKind.Receipt }).Key,
                        On = day,
                        Amount = line.Total,
                        Total = 0,
                    },
                ]
                : null,
            Net = line.Net,
            Tax = line.Tax,
            Open = isUsed ? 0 : line.Total,
            Home = line.TotalHome,
            Changed = books.ChangedIn(happened.Turn),
        };
    }
}

/// <summary>A credit note to a customer as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxCreditNote : ISandboxRow
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

    public required IReadOnlyList<SandboxInvoiceLine> Lines { get; init; }

    /// <summary>Where it was used up.</summary>
    public IReadOnlyList<Settlement>? Settled { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public required long Open { get; init; }

    /// <summary>Net and tax in the home currency.</summary>
    public required long Home { get; init; }

    public required long Changed { get; init; }
}
