using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting.General;

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
        var turns = books.Until.Turns;
        var first = Math.Max(0, period.FirstTurn - ReconciledAfter);
        var from = (int)Math.Max(position, first);
        var written = WrittenRows().ToLookup(w => w.Turn, w => w.Row);
        var walk = new LedgerWalk(books, Math.Min(from, turns));
        for (var turn = from; turn < turns; turn++)
        {
            var rows = written[turn].ToList();
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

        var missed = written.Where(t => t.Key < first).SelectMany(t => t).Where(r => period.MayBeNew(r));
        yield return new Batch<SandboxBankLine>([.. missed, .. written[turns]], turns + 1);
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

    private IEnumerable<(int Turn, SandboxBankLine Row)> WrittenRows()
    {
        var sums = new Dictionary<string, long>();
        var receipts = books.Written.Payments.Values.Select(w => (Payment: w, IsReceipt: true));
        var outlays = books.Written.BillPayments.Values.Select(w => (Payment: w, IsReceipt: false));
        foreach (var (payment, isReceipt) in receipts.Concat(outlays).OrderBy(w => w.Payment.At))
        {
            var line = WrittenEntries.Of(payment.Row, isReceipt)[0];
            var account = line.Account.Id;
            var turn = books.Overlay.TurnOf(payment.At);
            sums[account] = sums.GetValueOrDefault(account) + line.Amount;
            var balance = BroughtBefore(turn, account) + sums[account];
            yield return (
                turn,
                new SandboxBankLine
                {
                    Id = "bt-" + payment.Row.Id,
                    Account = account,
                    On = DateOnly.FromDateTime(Parts.ToInstant(payment.At).UtcDateTime),
                    Text = isReceipt ? "Payment received" : "Payment of a bill",
                    Who = payment.Row.Party?.Name,
                    Reference = payment.Row.Reference ?? payment.Row.Id,
                    Kind = isReceipt ? "credit" : "debit",
                    Amount = line.Amount,
                    Balance = account == Chart.Of(Nominal.Card).Id ? -balance : balance,
                    Changed = payment.Row.Changed,
                }
            );
        }
    }

    // What the turns brought to an account, without what a write kept from happening.
    private long BroughtBefore(int turn, string account) =>
        Chart.Find(account) is { } card
            ? books.Firm.Ledger.Before(turn)[(int)card.Account] + books.Overlay.CancelledBefore(turn, account)
            : 0;
}
