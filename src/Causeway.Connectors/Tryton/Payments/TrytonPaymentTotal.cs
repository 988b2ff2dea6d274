using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>What an entry paid as a whole, and through which account.</summary>
/// <param name="Amount">Money from a customer or to a supplier; below zero where it went back.</param>
/// <param name="Currency">ISO 4217 code of the amount.</param>
/// <param name="CurrencyRate">What one unit is worth in the company's currency.</param>
/// <param name="Account">The account that the money moved through.</param>
internal sealed record TrytonPaymentTotal(decimal Amount, string? Currency, decimal? CurrencyRate, TrytonNamed? Account)
{
    public static TrytonPaymentTotal Of(TrytonMove? move, bool customers, TrytonCompanyCurrency? company)
    {
        var owed = Owed(move, customers).ToList();
        var booked = owed.Sum(l => customers ? -l.Net : l.Net);
        var account = (move?.Lines ?? [])
            .Where(l => l.Account?.Type is not ({ Receivable: true } or { Payable: true }))
            .MaxBy(l => Math.Abs(l.Net))
            ?.Account?.Named;
        // Lines in more than one currency can only be added up in the company's.
        if (owed is [{ SecondCurrency: { } currency }, ..] && owed.All(l => l.SecondCurrency?.Id == currency.Id))
        {
            var amount = owed.Sum(l => Math.Sign(customers ? -l.Net : l.Net) * l.OwnAmount);
            return new TrytonPaymentTotal(
                amount,
                currency.Code,
                amount is 0 ? null : Math.Round(booked / amount, 9),
                account
            );
        }

        return new TrytonPaymentTotal(booked, company?.Currency?.Code, 1, account);
    }

    /// <summary>The lines of an entry that are a customer's, or a supplier's.</summary>
    public static IEnumerable<TrytonMoveLine> Owed(TrytonMove? move, bool customers) =>
        (move?.Lines ?? []).Where(l =>
            customers ? l.Account?.Type is { Receivable: true } : l.Account?.Type is { Payable: true }
        );
}
