using Causeway.Connectors.Stripe.Api;
using Causeway.Connectors.Stripe.Catalogue;
using Causeway.Connectors.Stripe.Money;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Sales;

/// <summary>An invoice as an order.</summary>
internal static class StripeInvoice
{
    // A price divided by a quantity need not end.
    private const int PriceDecimals = 6;

    public static CommerceOrder Map(StripeOrder source)
    {
        var credited = source.Money(source.PostPaymentCreditNotesAmount);
        var reduced = source.Money(source.PrePaymentCreditNotesAmount);
        return new CommerceOrder
        {
            Id = source.Id,
            OrderNumber = source.Number,
            Country =
                source.CustomerShipping?.Address?.Country ?? source.CustomerAddress?.Country ?? source.AccountCountry,
            Currency = StripeMoney.CodeOf(source.Currency),
            ClosedDate = ClosedOn(source),
            TotalAmount = source.Money(source.Total) - credited - reduced,
            TotalRefund = -credited,
            TotalTaxAmount = source.Money(source.TotalTaxes?.Sum(t => t.Amount)),
            TotalDiscount = source.Money(source.TotalDiscountAmounts?.Sum(d => d.Amount)),
            TotalGratuity = 0,
            OrderLineItems = [.. (source.Lines?.Data ?? []).Select(line => ToLine(source, line))],
            Payments =
            [
                .. (source.Payments?.Data ?? [])
                    .Where(p => p.Status is "paid")
                    .Select(p => ToPayment(source, p))
                    .OfType<CommerceOrderPayment>(),
            ],
            ServiceCharges = source.ServiceCharges(),
            CustomerRef = source.CustomerRef(source.CustomerName),
            CreatedDate = source.Created.ToInstant(),
        };
    }

    private static DateTimeOffset? ClosedOn(StripeOrder source) =>
        source.Status switch
        {
            "paid" => source.StatusTransitions?.PaidAt.ToInstant(),
            "void" => source.StatusTransitions?.VoidedAt.ToInstant(),
            "uncollectible" => source.StatusTransitions?.MarkedUncollectibleAt.ToInstant(),
            _ => null,
        };

    private static CommerceOrderLineItem ToLine(StripeOrder order, StripeInvoiceLine line)
    {
        var taxes = line.Taxes ?? [];
        var discounts = line.DiscountAmounts ?? [];
        var afterDiscount = line.Amount - discounts.Sum(d => d.Amount);
        var onTop = taxes.Where(t => !t.IsIncluded).Sum(t => t.Amount);
        var within = taxes.Where(t => t.IsIncluded).Sum(t => t.Amount);
        return new CommerceOrderLineItem
        {
            Id = line.Id,
            Quantity = line.QuantityDecimal ?? line.Quantity,
            TaxPercentage = PercentageOf(order, taxes),
            TotalAmount = order.Money(afterDiscount + onTop),
            TotalTaxAmount = order.Money(onTop + within),
            UnitPrice = UnitPrice(order, line, afterDiscount, within),
            Taxes = [.. taxes.Select(tax => ToTax(order, tax))],
            ProductRef = RefTo(line.Pricing?.PriceDetails?.Product),
            ProductVariantRef = RefTo(line.Pricing?.PriceDetails?.Price),
            DiscountAllocations =
            [
                .. discounts.Select(d => new CommerceDiscountAllocation
                {
                    Name = d.Discount,
                    TotalAmount = order.Money(d.Amount),
                }),
            ],
        };
    }

    // Before tax: where prices include it, the tax is known after the discount, in the same proportion.
    private static decimal? UnitPrice(StripeOrder order, StripeInvoiceLine line, long afterDiscount, long within)
    {
        if (within == 0 && line.Pricing?.UnitAmountDecimal is { } price)
        {
            return StripeMoney.Of(price, order.Currency);
        }

        var quantity = line.QuantityDecimal ?? line.Quantity ?? 1;
        if (quantity == 0)
        {
            return null;
        }

        var untaxed = afterDiscount == 0 ? 1m : (decimal)(afterDiscount - within) / afterDiscount;
        return Math.Round(StripeMoney.Of(line.Amount * untaxed / quantity, order.Currency), PriceDecimals);
    }

    private static decimal? PercentageOf(StripeOrder order, IReadOnlyList<StripeLineTax> taxes)
    {
        decimal sum = 0;
        foreach (var tax in taxes)
        {
            if (RateOf(order, tax)?.Percentage is not { } percentage)
            {
                return null;
            }

            sum += percentage;
        }

        return sum;
    }

    private static CommerceTaxAllocation ToTax(StripeOrder order, StripeLineTax tax) =>
        new()
        {
            TaxComponentRef = tax.TaxRateDetails?.TaxRate is { } id
                ? new CommerceTaxComponentRef { Id = id, Name = RateOf(order, tax)?.DisplayName ?? id }
                : null,
            Rate = order.Money(tax.Amount),
            TaxAmount = order.Money(tax.Amount),
        };

    private static StripeTaxRate? RateOf(StripeOrder order, StripeLineTax tax) =>
        order.TaxRates?.Data.FirstOrDefault(r => r.Id == tax.TaxRateDetails?.TaxRate);

    private static CommerceOrderPayment? ToPayment(StripeOrder order, StripeInvoicePayment payment)
    {
        var id = payment.Payment?.PaymentIntent ?? payment.Payment?.Charge ?? payment.Payment?.PaymentRecord;
        return id is null
            ? null
            : new CommerceOrderPayment
            {
                Id = id,
                Amount = StripeMoney.Of(payment.AmountPaid, payment.Currency ?? order.Currency),
                Currency = StripeMoney.CodeOf(payment.Currency ?? order.Currency),
                Type = CommercePaymentType.Unknown,
                Status = CommercePaymentStatus.Paid,
                PaymentProvider = StripePayment.Provider,
                DueDate = order.DueDate.ToInstant(),
                CreatedDate = payment.Created.ToInstant(),
            };
    }

    private static CommerceRef? RefTo(string? id) => id is null ? null : new CommerceRef { Id = id };
}
