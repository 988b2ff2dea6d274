using System.Runtime.CompilerServices;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>The accounts of the ledger that stand for money at a bank or in a till: see <see cref="TrytonBank"/>.</summary>
internal sealed class TrytonBankAccounts(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonAccount, BankAccount>(TrytonJson.Default.TrytonAccount)
{
    private readonly TrytonReading reading = new(tryton, time);
    private readonly TrytonBank bank = new(tryton);

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var search = await TrytonAccounts.SearchAsync(tryton, bank, ct);
        search.Domain.Add(TrytonValue.Where("id", "in", TrytonValue.Ids((await bank.LinksAsync(ct)).AccountIds)));
        await foreach (var page in reading.ReadAllAsync(search, window, ct))
        {
            yield return page;
        }
    }

    public override BankAccount Map(TrytonAccount source)
    {
        var account = source.BankAccounts is [var first, ..] ? first : null;
        var number = TrytonAccountNumber.Of(account);
        var isDebt = source.Class is AccountType.Liability;
        return new BankAccount
        {
            Id = source.Key,
            AccountName = source.Name,
            AccountType = isDebt ? BankAccountType.Credit : BankAccountType.Debit,
            NominalCode = source.Code,
            SortCode = number.SortCode,
            AccountNumber = number.Number,
            IBan = number.Iban,
            Currency = source.SecondCurrency?.Code ?? source.Company?.Currency?.Code,
            Balance =
                (source.SecondCurrency is null ? source.Balance : source.AmountSecondCurrency) * (isDebt ? -1 : 1),
            Institution = account?.Bank?.Party?.Name,
            Status =
                source.IsArchived || account?.Active is false ? BankAccountStatus.Archived : BankAccountStatus.Active,
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
    }
}

/// <summary>The numbers of an account at a bank.</summary>
internal sealed record TrytonAccountNumber(string? SortCode, string? Number, string? Iban)
{
    private const int SortCodeDigits = 6;
    private const int BritishDigits = 14;

    public static TrytonAccountNumber Of(TrytonBankAccountRecord? account)
    {
        var iban = account?.Numbers?.FirstOrDefault(n => n.Type is "iban")?.Number;
        var other = account?.Numbers?.FirstOrDefault(n => n.Type is not "iban")?.Number;
        var digits = string.Concat((other ?? "").Where(char.IsAsciiDigit));
        // A British sort code and account number are fourteen digits together, however they are written.
        return digits.Length is BritishDigits && (other ?? "").All(c => char.IsAsciiDigit(c) || c is ' ' or '-')
            ? new TrytonAccountNumber(digits[..SortCodeDigits], digits[SortCodeDigits..], Compact(iban))
            : new TrytonAccountNumber(null, other, Compact(iban));
    }

    private static string? Compact(string? iban) => iban?.Replace(" ", "", StringComparison.Ordinal);
}
