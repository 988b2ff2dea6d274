using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>What settled a document: payments, write-offs, and other documents set against it.</summary>
internal static class TrytonAllocations
{
    public static IReadOnlyList<PaymentAllocation> Of(TrytonDocument document)
    {
        if (document.Stage is TrytonDocumentStage.Void or TrytonDocumentStage.Draft)
        {
            return [];
        }

        var own = document.LinesToPay ?? [];
        var ownIds = own.Select(l => l.Id).ToHashSet();
        List<PaymentAllocation> allocations = [];
        foreach (
            var reconciliation in own.Select(l => l.Reconciliation).OfType<TrytonReconciliation>().DistinctBy(r => r.Id)
        )
        {
            foreach (var match in TrytonSettlement.Match(reconciliation.Lines))
            {
                var (mine, theirs) = ownIds.Contains(match.Debit.Id)
                    ? (match.Debit, match.Credit)
                    : (match.Credit, match.Debit);
                if (ownIds.Contains(mine.Id) && !ownIds.Contains(theirs.Id))
                {
                    allocations.Add(Allocate(document, theirs, match.PartOf(mine), reconciliation));
                }
            }
        }

        allocations.AddRange(
            (document.PaymentLines ?? [])
                .Where(l => l.ReconciliationId is null)
                .Select(l => Allocate(document, l, (InDocumentsCurrency(document, l), Math.Abs(l.Net)), null))
        );
        return allocations;
    }

    private static PaymentAllocation Allocate(
        TrytonDocument document,
        TrytonMoveLine line,
        (decimal Own, decimal Booked) part,
        TrytonReconciliation? reconciliation
    )
    {
        var (amount, booked) = part;
        var rate =
            document.CurrencyRate is 1 ? 1
            : amount is 0 ? (decimal?)null
            : Math.Round(booked / amount, 9);
        return new PaymentAllocation
        {
            Payment = PaymentOf(document, line, reconciliation),
            Allocation = new Allocation
            {
                Currency = document.CurrencyCode,
                CurrencyRate = rate,
                AllocatedOnDate = (reconciliation?.Date ?? line.Move?.Date).ToInstant(),
                // An invoice's balance falls by it, a credit note's is used up by it.
                TotalAmount = document.Sign < 0 ? amount : -amount,
            },
        };
    }

    private static AllocatedPayment PaymentOf(
        TrytonDocument document,
        TrytonMoveLine line,
        TrytonReconciliation? reconciliation
    )
    {
        // A credit note set against an invoice: no money moved, and the reconciliation stands for the payment.
        if (line.Move?.DocumentId is not null && reconciliation is not null)
        {
            return new AllocatedPayment
            {
                Id = reconciliation.Key,
                Currency = document.CurrencyCode,
                CurrencyRate = document.CurrencyRate,
                PaidOnDate = reconciliation.Date.ToInstant(),
                TotalAmount = 0,
            };
        }

        var total = TrytonPaymentTotal.Of(line.Move, document.IsCustomers, document.Company);
        return new AllocatedPayment
        {
            Id = line.Move?.Key,
            Note = TrytonMarker.Remove(line.Move?.Description),
            Reference = line.Move?.Reference,
            AccountRef = total.Account?.ToAccountRef(),
            Currency = total.Currency,
            CurrencyRate = total.CurrencyRate,
            PaidOnDate = line.Move?.Date.ToInstant(),
            TotalAmount = Math.Abs(total.Amount),
        };
    }

    // As Tryton computes what remains to be paid: an amount in another currency than the document's is brought to it by
    // the rate of the document.
    private static decimal InDocumentsCurrency(TrytonDocument document, TrytonMoveLine line) =>
        line.SecondCurrency is not null && line.SecondCurrency.Id == document.Currency?.Id ? line.OwnAmount
        : document.CurrencyRate is { } rate and not 0
            ? Math.Round(Math.Abs(line.Net) / rate, document.Currency?.Digits ?? 2, MidpointRounding.ToEven)
        : Math.Abs(line.Net);
}
