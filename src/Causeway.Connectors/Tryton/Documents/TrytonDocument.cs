using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>
/// An <c>account.invoice</c>, which Tryton keeps for all four kinds of document: type <c>out</c> or <c>in</c>, and with a
/// total below zero where it is a credit note.
/// </summary>
internal sealed record TrytonDocument
{
    public int Id { get; init; }
    public string? Type { get; init; }
    public string? State { get; init; }
    public string? Number { get; init; }
    public string? Reference { get; init; }
    public string? Description { get; init; }
    public string? Comment { get; init; }
    public DateOnly? InvoiceDate { get; init; }
    public DateOnly? AccountingDate { get; init; }
    public DateOnly? PaymentTermDate { get; init; }

    /// <summary>The day on which the last of it was settled.</summary>
    public DateOnly? Reconciled { get; init; }

    public decimal UntaxedAmount { get; init; }
    public decimal TaxAmount { get; init; }
    public decimal TotalAmount { get; init; }
    public decimal AmountToPay { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("party.")]
    public TrytonNamed? Party { get; init; }

    [JsonPropertyName("currency.")]
    public TrytonCurrency? Currency { get; init; }

    [JsonPropertyName("company.")]
    public TrytonCompanyCurrency? Company { get; init; }

    [JsonPropertyName("cancel_move.")]
    public TrytonMove? CancelMove { get; init; }

    [JsonPropertyName("lines.")]
    public IReadOnlyList<TrytonDocumentLine>? Lines { get; init; }

    [JsonPropertyName("taxes.")]
    public IReadOnlyList<TrytonDocumentTax>? Taxes { get; init; }

    /// <summary>The lines of its entry that make up what is owed, one for each instalment.</summary>
    [JsonPropertyName("lines_to_pay.")]
    public IReadOnlyList<TrytonMoveLine>? LinesToPay { get; init; }

    /// <summary>The lines that were booked as its payments.</summary>
    [JsonPropertyName("payment_lines.")]
    public IReadOnlyList<TrytonMoveLine>? PaymentLines { get; init; }

    public string Key => TrytonKey.Of(Id);

    public bool IsCustomers => Type is "out";

    /// <summary>1, or -1 for a credit note, whose amounts are above zero in the standard model.</summary>
    public int Sign => TotalAmount < 0 ? -1 : 1;

    public DateTimeOffset? Modified => WriteDate ?? CreateDate;

    public DateTimeOffset IssueDate =>
        (InvoiceDate ?? AccountingDate)?.ToInstant()
        ?? new DateTimeOffset((CreateDate ?? DateTimeOffset.UnixEpoch).UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>The next day on which money is due; once all is settled, the last.</summary>
    public DateTimeOffset? DueDate =>
        (
            LinesToPay?.Where(l => l.ReconciliationId is null).Min(l => l.MaturityDate)
            ?? LinesToPay?.Max(l => l.MaturityDate)
            ?? PaymentTermDate
        ).ToInstant();

    public string? Note => Comment is { Length: > 0 } ? Comment : Description;

    public string? CurrencyCode => Currency?.Code;

    /// <summary>
    /// What one unit is worth in the company's currency, by what was booked. A draft in another currency is booked
    /// nowhere yet, so it has none.
    /// </summary>
    public decimal? CurrencyRate
    {
        get
        {
            if (Currency is null || Company?.Currency is null)
            {
                return null;
            }

            if (Currency.Id == Company.Currency.Id)
            {
                return 1;
            }

            var booked = Math.Abs(LinesToPay?.Sum(l => l.Net) ?? 0);
            return booked is 0 || TotalAmount is 0 ? null : Math.Round(booked / Math.Abs(TotalAmount), 9);
        }
    }

    /// <summary>
    /// Where it is in its life. Tryton also calls a customer's invoice cancelled when a credit note took it back; both
    /// then stand in the books and are settled by each other, so it is paid, not void.
    /// </summary>
    public TrytonDocumentStage Stage =>
        State switch
        {
            "draft" or "validated" => TrytonDocumentStage.Draft,
            "posted" when AmountToPay * Sign <= 0 => TrytonDocumentStage.Paid,
            "posted" when AmountToPay * Sign < TotalAmount * Sign => TrytonDocumentStage.PartiallyPaid,
            "posted" => TrytonDocumentStage.Open,
            "paid" => TrytonDocumentStage.Paid,
            "cancelled" when TrytonKey.OfReference(CancelMove?.Origin, "account.invoice") is not null =>
                TrytonDocumentStage.Paid,
            "cancelled" => TrytonDocumentStage.Void,
            _ => TrytonDocumentStage.Unknown,
        };

    /// <summary>What remains to be settled. Tryton says nothing is to pay of a draft; here all of it is.</summary>
    public decimal AmountDue =>
        Stage switch
        {
            TrytonDocumentStage.Draft => TotalAmount * Sign,
            TrytonDocumentStage.Void => 0,
            _ when State is "posted" => AmountToPay * Sign,
            _ => 0,
        };

    public DateTimeOffset? PaidOn => Stage is TrytonDocumentStage.Paid ? Reconciled.ToInstant() : null;

    public CustomerRef? CustomerRef =>
        Party is null ? null : new CustomerRef { Id = Party.Key, CompanyName = Party.Name };

    public SupplierRef? SupplierRef =>
        Party is null ? null : new SupplierRef { Id = Party.Key, SupplierName = Party.Name };
}

/// <summary>Where a document is in its life.</summary>
internal enum TrytonDocumentStage
{
    Unknown,
    Draft,
    Open,
    PartiallyPaid,
    Paid,
    Void,
}

/// <summary>A line of a document: <c>account.invoice.line</c>.</summary>
internal sealed record TrytonDocumentLine
{
    public int Id { get; init; }

    /// <summary><c>line</c>; titles, comments and subtotals only arrange the page.</summary>
    public string? Type { get; init; }
    public string? Description { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? UnitPrice { get; init; }
    public decimal? Amount { get; init; }

    [JsonPropertyName("unit.")]
    public TrytonNamed? Unit { get; init; }

    [JsonPropertyName("account.")]
    public TrytonNamed? Account { get; init; }

    [JsonPropertyName("product.")]
    public TrytonNamed? Product { get; init; }

    [JsonPropertyName("taxes.")]
    public IReadOnlyList<TrytonLineTax>? Taxes { get; init; }
}

/// <summary>A tax that a line asks for.</summary>
internal sealed record TrytonLineTax(int Id, string? Name, string? Type, decimal? Rate);

/// <summary>A tax of the whole document, as it was computed and booked: <c>account.invoice.tax</c>.</summary>
internal sealed record TrytonDocumentTax
{
    public int Id { get; init; }
    public decimal Base { get; init; }
    public decimal Amount { get; init; }
    public bool? Manual { get; init; }

    [JsonPropertyName("tax.")]
    public TrytonTaxFamily? Tax { get; init; }
}

/// <summary>A tax with those that it is a part of, up to three levels.</summary>
internal sealed record TrytonTaxFamily(
    int Id,
    string? Type,
    [property: JsonPropertyName("parent")] int? ParentId,
    [property: JsonPropertyName("parent.")] TrytonTaxFamily? Parent
)
{
    public bool Includes(int tax) => Id == tax || ParentId == tax || (Parent?.Includes(tax) ?? false);
}
