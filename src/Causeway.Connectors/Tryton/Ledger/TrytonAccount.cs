using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>An account of the ledger: <c>account.account</c>, with what the bank module and the payment methods say of it.</summary>
internal sealed record TrytonAccount
{
    public int Id { get; init; }
    public string? Name { get; init; }
    public string? Code { get; init; }
    public string? Note { get; init; }
    public bool? Active { get; init; }
    public bool? Closed { get; init; }

    /// <summary>All that was ever booked on the debit side, by posted entries.</summary>
    public decimal Debit { get; init; }
    public decimal Credit { get; init; }

    /// <summary>The balance in the account's own currency, where it has one.</summary>
    public decimal? AmountSecondCurrency { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("type.")]
    public TrytonAccountType? Type { get; init; }

    [JsonPropertyName("parent.")]
    public TrytonParentAccount? Parent { get; init; }

    [JsonPropertyName("company.")]
    public TrytonCompanyCurrency? Company { get; init; }

    [JsonPropertyName("second_currency.")]
    public TrytonCurrency? SecondCurrency { get; init; }

    /// <summary>Names of the ways to pay that use the account; joined by us.</summary>
    public IReadOnlyList<string>? PaymentMethods { get; init; }

    /// <summary>Accounts at banks that this one stands for; joined by us.</summary>
    public IReadOnlyList<TrytonBankAccountRecord>? BankAccounts { get; init; }

    public string Key => TrytonKey.Of(Id);

    public AccountType Class => Type?.Class ?? AccountType.Unknown;

    public decimal Balance => Debit - Credit;

    public bool IsBankAccount => PaymentMethods is { Count: > 0 } || BankAccounts is { Count: > 0 };

    // An account without a type only groups others, and a closed one takes no more entries.
    public bool IsArchived => Active is false || Closed is true;

    /// <summary>The names from below the root of the chart down to the account.</summary>
    public string FullName => string.Join('.', (Parent?.NamesBelowRoot ?? []).Append(Name ?? Code ?? Key));

    public static IReadOnlyList<string> Fields { get; } =
    [
        "name",
        "code",
        "note",
        "closed",
        "create_date",
        "write_date",
        "debit",
        "credit",
        "amount_second_currency",
        "active",
        "company.currency.code",
        "second_currency.code",
        .. TrytonAccountType.Fields("type."),
        .. Enumerable.Range(1, 5).Select(level => string.Concat(Enumerable.Repeat("parent.", level)) + "name"),
    ];
}

/// <summary>An account above another.</summary>
internal sealed record TrytonParentAccount(
    int Id,
    string? Name,
    [property: JsonPropertyName("parent.")] TrytonParentAccount? Parent
)
{
    public IEnumerable<string> NamesBelowRoot => Parent is null ? [] : Parent.NamesBelowRoot.Append(Name ?? "");
}

/// <summary>An account at a bank: <c>bank.account</c>.</summary>
internal sealed record TrytonBankAccountRecord
{
    public int Id { get; init; }
    public bool? Active { get; init; }

    [JsonPropertyName("bank.")]
    public TrytonBankRecord? Bank { get; init; }

    [JsonPropertyName("currency.")]
    public TrytonCurrency? Currency { get; init; }

    [JsonPropertyName("numbers.")]
    public IReadOnlyList<TrytonBankNumber>? Numbers { get; init; }
}

/// <summary>A bank.</summary>
internal sealed record TrytonBankRecord(int Id, string? Bic, [property: JsonPropertyName("party.")] TrytonNamed? Party);

/// <summary>A number of an account at a bank: <c>iban</c> or <c>other</c>.</summary>
internal sealed record TrytonBankNumber(int Id, string? Type, string? Number);
