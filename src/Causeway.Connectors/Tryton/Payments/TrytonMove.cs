using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>A ledger entry: <c>account.move</c>.</summary>
internal sealed record TrytonMove
{
    public int Id { get; init; }
    public string? Number { get; init; }
    public string? PostNumber { get; init; }
    public string? Description { get; init; }
    public string? Origin { get; init; }
    public DateOnly? Date { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("journal.")]
    public TrytonJournal? Journal { get; init; }

    [JsonPropertyName("company.")]
    public TrytonCompanyCurrency? Company { get; init; }

    [JsonPropertyName("lines.")]
    public IReadOnlyList<TrytonMoveLine>? Lines { get; init; }

    public string Key => TrytonKey.Of(Id);

    /// <summary>The number by which bookkeepers know the entry: the one of its posting, else of its journal.</summary>
    public string? Reference => PostNumber ?? Number;

    /// <summary>The invoice whose own entry this is; null for its payments and its cancellation, which also come from it.</summary>
    public int? DocumentId =>
        Journal?.Type is "revenue" or "expense" ? TrytonKey.OfReference(Origin, "account.invoice") : null;
}

/// <summary>A journal: <c>account.journal</c>.</summary>
internal sealed record TrytonJournal
{
    public int Id { get; init; }
    public string? Name { get; init; }
    public string? Code { get; init; }
    public string? Type { get; init; }
    public bool? Active { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }
}

/// <summary>A line of a ledger entry: <c>account.move.line</c>.</summary>
internal sealed record TrytonMoveLine
{
    public int Id { get; init; }
    public decimal Debit { get; init; }
    public decimal Credit { get; init; }
    public decimal? AmountSecondCurrency { get; init; }
    public string? Description { get; init; }
    public DateOnly? MaturityDate { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    /// <summary>The reconciliation's id, also where the reconciliation itself was not read.</summary>
    [JsonPropertyName("reconciliation")]
    public int? ReconciliationId { get; init; }

    [JsonPropertyName("reconciliation.")]
    public TrytonReconciliation? Reconciliation { get; init; }

    [JsonPropertyName("second_currency.")]
    public TrytonCurrency? SecondCurrency { get; init; }

    [JsonPropertyName("account.")]
    public TrytonLineAccount? Account { get; init; }

    [JsonPropertyName("party.")]
    public TrytonNamed? Party { get; init; }

    [JsonPropertyName("move.")]
    public TrytonMove? Move { get; init; }

    [JsonPropertyName("invoice_payments.")]
    public IReadOnlyList<TrytonPaidInvoice>? InvoicePayments { get; init; }

    /// <summary>Debit less credit: cancelled entries have negative debits, so neither tells the side by itself.</summary>
    public decimal Net => Debit - Credit;

    /// <summary>The size of the line in the currency that it was agreed in.</summary>
    public decimal OwnAmount => Math.Abs(SecondCurrency is null ? Net : AmountSecondCurrency ?? Net);
}

/// <summary>An invoice that a line pays, without being reconciled with it.</summary>
internal sealed record TrytonPaidInvoice(int Id, [property: JsonPropertyName("currency.")] TrytonCurrency? Currency);

/// <summary>The account of a line.</summary>
internal sealed record TrytonLineAccount(
    int Id,
    string? Name,
    string? Code,
    [property: JsonPropertyName("second_currency")] int? SecondCurrencyId,
    [property: JsonPropertyName("type.")] TrytonLineAccountType? Type
)
{
    public TrytonNamed Named => new(Id, Name);
}

/// <summary>What kind of account a line is on.</summary>
internal sealed record TrytonLineAccountType(int Id, bool? Receivable, bool? Payable);

/// <summary>Lines of one account and party that even each other out: <c>account.move.reconciliation</c>.</summary>
internal sealed record TrytonReconciliation
{
    public int Id { get; init; }
    public DateOnly? Date { get; init; }
    public DateTimeOffset? CreateDate { get; init; }

    [JsonPropertyName("company.")]
    public TrytonCompanyCurrency? Company { get; init; }

    [JsonPropertyName("lines.")]
    public IReadOnlyList<TrytonMoveLine>? Lines { get; init; }

    /// <summary>The id of the record that stands for documents set against each other without money.</summary>
    public string Key => Prefix + TrytonKey.Of(Id);

    public const string Prefix = "rec-";
}
