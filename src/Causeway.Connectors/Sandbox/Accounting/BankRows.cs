using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>
/// Makes the lines of bank accounts with the balance after each, in the order in which they came. Two turns later a line is
/// reconciled, so it changes once.
/// </summary>
internal sealed class BankRows(Books books)
{
    private const int ReconciledAfter = 2;

    public Feed<SandboxBankLine> Feed =>
        new(SandboxJson.Default.SandboxBankLine, Read)
        {
            Count = () =>
                books.Count(Count.BankLines) + books.Written.Payments.Count + books.Written.BillPayments.Count,
        };

    public static string KeyOf(in BookEvent happened, Nominal account) => $"bt-{happened.Key}-{Chart.Of(account).Code}";

    private IEnumerable<Batch<SandboxBankLine>> Read(Period period, long position)
    {
        var from = (int)Math.Max(position, period.FirstTurn - ReconciledAfter);
        var walk = new LedgerWalk(books, Math.Min(from, books.Until.Turns));
        for (var turn = from; turn < books.Until.Turns; turn++)
        {
            var rows = new List<SandboxBankLine>();
            walk.Turn(
                turn,
                (happened, postings) =>
                {
                    foreach (var posting in postings)
                    {
                        if (Chart.Of(posting.Account).IsBank)
                        {
                            rows.Add(Row(happened, posting, walk.Balances.Of(posting.Account)));
                        }
                    }
                }
            );
            yield return new Batch<SandboxBankLine>(rows, turn + 1);
        }

        var written = WrittenRows(books.Written.Payments.Values, isReceipt: true)
            .Concat(WrittenRows(books.Written.BillPayments.Values, isReceipt: false));
        yield return new Batch<SandboxBankLine>([.. written.Where(r => period.MayBeNew(r))], books.Until.Turns + 1);
    }

    // No event moves money twice on one account, so the balance after the event is the balance after the line.
    private SandboxBankLine Row(in BookEvent happened, in Posting posting, long balance)
    {
        var isReconciled = happened.Turn + ReconciledAfter < books.Until.Turns;
        return new SandboxBankLine
        {
            Id = KeyOf(happened, posting.Account),
            Account = Chart.Of(posting.Account).Id,
            On = books.DayOf(happened.Turn),
            Text = EntryRows.TextOf(happened.Kind),
            Who = WhoOf(happened),
            Reference = happened.Key,
            Kind = KindOf(happened.Kind),
            Amount = posting.Amount,
            Balance = posting.Account is Nominal.Card ? -balance : balance,
            Reconciled = isReconciled,
            Changed = books.ChangedIn(isReconciled ? happened.Turn + ReconciledAfter : happened.Turn),
        };
    }

    private string? WhoOf(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Receipt => books.Firm.CustomerName(books.Firm.Sale(happened.Index).Customer),
            EventKind.Outlay => books.Firm.SupplierName(books.Firm.Purchase(happened.Index).Supplier),
            EventKind.CardPurchase => books.Firm.SupplierName((int)(happened.Index % books.Set.Suppliers)),
            _ => null,
        };

    private static string KindOf(EventKind kind) =>
        kind switch
        {
            EventKind.Receipt => "credit",
            EventKind.Outlay => "debit",
            EventKind.BankFee => "fee",
            EventKind.InterestReceived => "interest",
            EventKind.Saving or EventKind.CardCleared => "transfer",
            EventKind.CardPurchase => "till",
            EventKind.Rent => "standing",
            EventKind.Opening => "deposit",
            _ => "payment",
        };

    private IEnumerable<SandboxBankLine> WrittenRows(IEnumerable<Written<SandboxPayment>> payments, bool isReceipt)
    {
        foreach (var (at, _, row) in payments)
        {
            var line = WrittenEntries.Of(row, isReceipt)[0];
            var turn = books.Overlay.TurnOf(at);
            var brought = Chart.Find(line.Account.Id) is { } card
                ? books.Firm.Ledger.Before(turn)[(int)card.Account]
                : 0;
            var balance = brought + books.Overlay.WrittenUntil(line.Account.Id, turn, at);
            yield return new SandboxBankLine
            {
                Id = "bt-" + row.Id,
                Account = line.Account.Id,
                On = DateOnly.FromDateTime(Parts.ToInstant(at).UtcDateTime),
                Text = isReceipt ? "Payment received" : "Payment of a bill",
                Who = row.Party?.Name,
                Reference = row.Reference ?? row.Id,
                Kind = isReceipt ? "credit" : "debit",
                Amount = line.Amount,
                Balance = line.Account.Id == Chart.Of(Nominal.Card).Id ? -balance : balance,
                Changed = row.Changed,
            };
        }
    }
}
