using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>
/// Makes the lines of a firm's bank accounts as the bank shows them, in the order in which they came, each with the balance
/// after it. What the turn that is not over will bring is pending; when the turn ends it is posted. Holds on the card are
/// pending too, are revised, and come to nothing.
/// </summary>
internal sealed class StatementRows(Books books)
{
    private static readonly Passing Holds = new(Every: 1, Lives: 6, RevisedAfter: 3);

    private readonly Wallet? wallet = Wallet.Of(books.Firm);

    public Feed<SandboxStatementLine> Feed =>
        new(SandboxJson.Default.SandboxStatementLine, Read) { Count = () => CountPosted() + Pending().LongCount() };

    /// <summary>What is not posted yet.</summary>
    public IEnumerable<SandboxStatementLine> Pending() => Awaited().Concat(Holds.At(books.Until).Select(Hold));

    private long CountPosted() => books.Count(Count.BankLines) + (wallet?.CountBefore(books.Until.Turns) ?? 0);

    private IEnumerable<Batch<SandboxStatementLine>> Read(Period period, long position)
    {
        var turns = books.Until.Turns;
        var from = (int)Math.Max(position, period.FirstTurn);
        var walk = new LedgerWalk(books, Math.Min(from, turns));
        for (var turn = from; turn < turns; turn++)
        {
            yield return new Batch<SandboxStatementLine>(Posted(walk, turn), turn + 1);
        }

        // What is awaited was seen before if no turn has ended since.
        var awaited = period.Since is null || period.FirstTurn < turns ? Awaited() : [];
        yield return new Batch<SandboxStatementLine>([.. awaited, .. Holds.Changed(period).Select(Hold)], turns + 1)
        {
            Deleted = [.. Holds.Gone(period).Select(HoldId)],
        };
    }

    private List<SandboxStatementLine> Posted(LedgerWalk walk, int turn)
    {
        var rows = new List<SandboxStatementLine>();
        walk.Turn(
            turn,
            (happened, postings) =>
            {
                foreach (var posting in postings)
                {
                    if (Chart.Of(posting.Account).IsBank)
                    {
                        var sum = walk.Balances.Of(posting.Account);
                        rows.Add(
                            Line(happened, posting, postings) with
                            {
                                Balance = posting.Account is Nominal.Card ? -sum : sum,
                                Posted = books.ChangedIn(turn),
                            }
                        );
                    }
                }
            }
        );
        if (wallet is not null && wallet.Amount(turn) is not 0 and var amount)
        {
            rows.Add(Abroad(wallet, turn, amount));
        }

        return rows;
    }

    private List<SandboxStatementLine> Awaited()
    {
        var turn = books.Until.Turns;
        var rows = new List<SandboxStatementLine>();
        new LedgerWalk(books, turn).Turn(
            turn,
            (happened, postings) =>
            {
                if (IsAuthorizedBefore(happened.Kind))
                {
                    rows.AddRange(
                        postings.Where(p => Chart.Of(p.Account).IsBank).Select(p => Line(happened, p, postings))
                    );
                }
            }
        );
        return rows;
    }

    private static bool IsAuthorizedBefore(EventKind kind) =>
        kind is EventKind.Receipt or EventKind.Outlay or EventKind.CardPurchase;

    private SandboxStatementLine Line(in BookEvent happened, in Posting posting, IReadOnlyList<Posting> postings)
    {
        var (turn, account) = (happened.Turn, posting.Account);
        var other = postings.FirstOrDefault(p => p.Account != account).Account;
        var isPosted = turn < books.Until.Turns;
        var who = WhoOf(happened);
        return new SandboxStatementLine
        {
            Id = $"txn-{happened.Key}-{Chart.Of(account).Code}",
            Account = Chart.Of(account).Id,
            Currency = books.Set.Land.Currency,
            Text = who is null ? TextOf(happened.Kind) : $"{TextOf(happened.Kind)} {who}",
            Merchant = happened.Kind is EventKind.CardPurchase ? who : null,
            Kind = KindOf(happened.Kind),
            Category = SpendingCategories.Of(happened.Kind, other),
            Amount = posting.Amount,
            Authorized = books.ChangedIn(IsAuthorizedBefore(happened.Kind) ? Math.Max(0, turn - 1) : turn),
            Changed = books.ChangedIn(isPosted ? turn : Math.Max(0, turn - 1)),
        };
    }

    private SandboxStatementLine Abroad(Wallet account, int turn, long amount) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"txn-abroad-{turn}"),
            Account = account.Id,
            Currency = account.Currency,
            Text = Wallet.IsSwept(turn) ? "Exchanged" : "Payment from abroad",
            Kind = Wallet.IsSwept(turn) ? "transfer" : "credit",
            Category = Wallet.IsSwept(turn) ? SpendingCategories.Exchange : SpendingCategories.Sales,
            Amount = amount,
            Balance = account.BalanceBefore(turn) + amount,
            Authorized = books.ChangedIn(turn),
            Posted = books.ChangedIn(turn),
            Changed = books.ChangedIn(turn),
        };

    private SandboxStatementLine Hold(long pulse)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Hold, pulse);
        var merchant = Words.FirmName(books.Firm.Seed, Subject.Hold, dice.Below(40));
        var change = Holds.ChangeOf(pulse, books.Until);
        var amount = dice.Between(20, 240) * 100L;
        return new SandboxStatementLine
        {
            Id = HoldId(pulse),
            Account = Chart.Of(Nominal.Card).Id,
            Currency = books.Set.Land.Currency,
            Text = $"Held for {merchant}",
            Merchant = merchant,
            Kind = "till",
            Category = SpendingCategories.Travel,
            Amount = change == pulse ? -amount : -amount - 1_000,
            Authorized = books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds(),
            Changed = books.Clock.EndOfPulse(change).ToUnixTimeMilliseconds(),
        };
    }

    private static string HoldId(long pulse) => string.Create(CultureInfo.InvariantCulture, $"hold-{pulse}");

    private string? WhoOf(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Receipt => books.Firm.CustomerName(books.Firm.Sale(happened.Index).Customer),
            EventKind.Outlay => books.Firm.SupplierName(books.Firm.Purchase(happened.Index).Supplier),
            EventKind.CardPurchase => books.Firm.SupplierName((int)(happened.Index % books.Set.Suppliers)),
            _ => null,
        };

    private static string TextOf(EventKind kind) =>
        kind switch
        {
            EventKind.Receipt => "From",
            EventKind.Outlay => "To",
            EventKind.CardPurchase => "Card:",
            EventKind.BankFee => "Account fee",
            EventKind.InterestReceived => "Interest",
            EventKind.Saving => "To or from savings",
            EventKind.CardCleared => "Card settled",
            EventKind.Wages => "Wages",
            EventKind.Rent => "Rent",
            EventKind.TaxPaid => "Tax office",
            EventKind.Opening => "Deposit by the owners",
            _ => "Payment",
        };

    private static string KindOf(EventKind kind) =>
        kind switch
        {
            EventKind.Receipt or EventKind.Opening => "credit",
            EventKind.BankFee => "fee",
            EventKind.InterestReceived => "interest",
            EventKind.Saving or EventKind.CardCleared => "transfer",
            EventKind.CardPurchase => "till",
            EventKind.Rent => "standing",
            EventKind.TaxPaid => "debit",
            _ => "payment",
        };
}

/// <summary>A line of a bank account as the made-up bank keeps it, in pence.</summary>
internal sealed record SandboxStatementLine : ISandboxRow
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Currency { get; init; }

    public required string Text { get; init; }

    public string? Merchant { get; init; }

    /// <summary>credit, payment, fee, interest, transfer, till, standing or debit.</summary>
    public required string Kind { get; init; }

    public required Accounting.Party Category { get; init; }

    /// <summary>Positive for what the holder has more of; on a card, for what is owed less.</summary>
    public required long Amount { get; init; }

    /// <summary>What the account holds after it, or, of a card, what is owed; nothing while it is pending.</summary>
    public long? Balance { get; init; }

    public required long Authorized { get; init; }

    /// <summary>Nothing while it is pending.</summary>
    public long? Posted { get; init; }

    public required long Changed { get; init; }
}
