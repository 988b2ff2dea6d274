using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>A firm's accounts as the bank keeps them, with balances that follow from their lines.</summary>
internal static class Statements
{
    private const string Bank = "Bank of the Sands";
    private const long Overdraft = -500_000;
    private const long CardLimit = 1_000_000;

    public static Feed<SandboxStatement> FeedOf(Books books, string name) =>
        Feed<SandboxStatement>.OfAll(SandboxJson.Default.SandboxStatement, Rows(books)) with
        {
            Name = name,
        };

    private static List<SandboxStatement> Rows(Books books)
    {
        var pending = new StatementRows(books).Pending().ToLookup(l => l.Account, l => l.Amount);
        var balances = books.Balances();
        var turn = books.ChangedIn(Math.Max(0, books.Until.Turns - 1));
        // Holds come and go with every pulse.
        var card = books.Until.Pulses is 0
            ? turn
            : Math.Max(turn, books.Clock.EndOfPulse(books.Until.Pulses - 1).ToUnixTimeMilliseconds());
        var awaited = (Nominal account) => pending[Chart.Of(account).Id].Sum();
        List<SandboxStatement> rows =
        [
            Account(
                books,
                Nominal.Current,
                "current",
                balances.Of(Nominal.Current),
                awaited(Nominal.Current),
                turn
            ) with
            {
                Nickname = "Day to day",
                Limit = Overdraft,
            },
            Account(books, Nominal.Savings, "savings", balances.Of(Nominal.Savings), awaited(Nominal.Savings), turn),
            Card(books, -balances.Of(Nominal.Card), awaited(Nominal.Card), card),
        ];
        if (Wallet.Of(books.Firm) is { } wallet)
        {
            var balance = wallet.BalanceBefore(books.Until.Turns);
            rows.Add(
                Account(books, Nominal.Current, "abroad", balance, 0, turn) with
                {
                    Id = wallet.Id,
                    Name = wallet.Name,
                    Currency = wallet.Currency,
                }
            );
        }

        return rows;
    }

    private static SandboxStatement Account(
        Books books,
        Nominal account,
        string kind,
        long balance,
        long pending,
        long changed
    )
    {
        var land = books.Set.Land;
        var dice = new Dice(books.Firm.Seed, Subject.Bank, (long)Dice.Seed(kind));
        var number = dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture);
        var bankCode = BankCodeOf(land);
        return new SandboxStatement
        {
            Id = Chart.Of(account).Id,
            Name = Chart.Of(account).Name,
            Kind = kind,
            Holder = books.Set.Name,
            Bank = Bank,
            Number = number,
            BankCode = bankCode,
            Iban = land.Country switch
            {
                "GB" => Iban.Of("GB", "SAND" + bankCode.Replace("-", "", StringComparison.Ordinal) + number),
                "DE" => Iban.Of("DE", bankCode + "00" + number),
                _ => null,
            },
            Bic = $"SAND{land.Country}2X",
            Currency = land.Currency,
            Balance = balance,
            Available = balance + pending,
            Changed = changed,
        };
    }

    private static SandboxStatement Card(Books books, long owed, long pending, long changed)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Bank, (long)Nominal.Card << 40);
        return new SandboxStatement
        {
            Id = Chart.Of(Nominal.Card).Id,
            Name = Chart.Of(Nominal.Card).Name,
            Kind = "card",
            Holder = books.Set.Name,
            Bank = Bank,
            Masked = string.Create(CultureInfo.InvariantCulture, $"**** **** **** {dice.Between(1000, 9999)}"),
            Currency = books.Set.Land.Currency,
            Balance = owed,
            Available = CardLimit - owed + pending,
            Limit = CardLimit,
            Changed = changed,
        };
    }

    // None of these is a real bank's.
    private static string BankCodeOf(Land land) =>
        land.Country switch
        {
            "GB" => "00-00-00",
            "DE" => "00000000",
            _ => "000000000",
        };
}

/// <summary>An account as the made-up bank keeps it, in pence.</summary>
internal sealed record SandboxStatement : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What the holder calls it.</summary>
    public string? Nickname { get; init; }

    /// <summary>current, savings, abroad or card.</summary>
    public required string Kind { get; init; }

    public required string Holder { get; init; }

    public required string Bank { get; init; }

    public string? Number { get; init; }

    public string? BankCode { get; init; }

    public string? Iban { get; init; }

    public string? Bic { get; init; }

    public string? Masked { get; init; }

    public required string Currency { get; init; }

    /// <summary>What has been posted; of a card, what is owed.</summary>
    public required long Balance { get; init; }

    /// <summary>What can be spent, with what is pending and without overdraft.</summary>
    public required long Available { get; init; }

    /// <summary>The lowest balance that is allowed; of a card, the most that may be owed.</summary>
    public long? Limit { get; init; }

    public required long Changed { get; init; }
}
