using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Another record, and the name that it had when this one was read.</summary>
internal sealed record Party(string Id, string Name);

/// <summary>A tax on a line.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Points">Hundredths of a percent.</param>
internal sealed record LineTax(string Code, string Name, int Points)
{
    public static LineTax Of(TaxRule rule) => new(rule.Code, rule.Name, rule.BasisPoints);
}

/// <summary>Something that settled part of an invoice or a bill.</summary>
internal sealed record Settlement
{
    public required string Pay { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>What it settled.</summary>
    public required long Amount { get; init; }

    /// <summary>The whole of the payment; nothing when a credit note was used.</summary>
    public required long Total { get; init; }

    public Party? Account { get; init; }

    public string? Reference { get; init; }
}

/// <summary>What the mappers of several data types share.</summary>
internal static class Parts
{
    /// <summary>The account through which customers and suppliers are paid.</summary>
    public static Party Bank { get; } = Account(Nominal.Current);

    public static Party Account(Nominal account) => new(Chart.Of(account).Id, Chart.Of(account).Name);

    /// <summary>When the balances last changed: with the last turn, or with a write after it.</summary>
    public static long LastChange(Books books) =>
        Math.Max(
            books.ChangedIn(Math.Max(0, books.Until.Turns - 1)),
            books
                .Written.Payments.Values.Concat(books.Written.BillPayments.Values)
                .Select(w => w.At)
                .Concat(books.Written.Invoices.Values.Select(w => w.Row.Changed))
                .Concat(books.Written.Bills.Values.Select(w => w.Row.Changed))
                .DefaultIfEmpty()
                .Max()
        );

    public static AccountRef? ToAccountRef(Party? party) =>
        party is null ? null : new AccountRef { Id = party.Id, Name = party.Name };

    public static CustomerRef? ToCustomerRef(Party? party) =>
        party is null ? null : new CustomerRef { Id = party.Id, CompanyName = party.Name };

    public static SupplierRef? ToSupplierRef(Party? party) =>
        party is null ? null : new SupplierRef { Id = party.Id, SupplierName = party.Name };

    public static ItemRef? ToItemRef(Party? party) =>
        party is null ? null : new ItemRef { Id = party.Id, Name = party.Name };

    public static TaxRateRef? ToTaxRateRef(LineTax? tax) =>
        tax is null
            ? null
            : new TaxRateRef
            {
                Id = tax.Code,
                Name = tax.Name,
                EffectiveTaxRate = tax.Points / 100m,
            };

    public static DateTimeOffset ToDate(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    public static DateTimeOffset? ToDate(DateOnly? day) => day is { } d ? ToDate(d) : null;

    public static DateTimeOffset ToInstant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>A rate of exchange; at home there is none.</summary>
    public static decimal? ToRate(long rate) => rate is Money.One ? null : rate / (decimal)Money.One;

    /// <summary>Payments of an invoice or a bill (they lessen what is open, so they are negative) or of a credit note (positive).</summary>
    public static IReadOnlyList<PaymentAllocation> ToAllocations(
        IReadOnlyList<Settlement>? settled,
        string currency,
        long rate,
        int sign
    ) =>
        [
            .. (settled ?? []).Select(s => new PaymentAllocation
            {
                Payment = new AllocatedPayment
                {
                    Id = s.Pay,
                    Reference = s.Reference,
                    AccountRef = ToAccountRef(s.Account),
                    Currency = currency,
                    CurrencyRate = ToRate(rate),
                    PaidOnDate = ToDate(s.On),
                    TotalAmount = Money.ToDecimal(s.Total),
                },
                Allocation = new Allocation
                {
                    Currency = currency,
                    CurrencyRate = ToRate(rate),
                    AllocatedOnDate = ToDate(s.On),
                    TotalAmount = sign * Money.ToDecimal(s.Amount),
                },
            }),
        ];
}
