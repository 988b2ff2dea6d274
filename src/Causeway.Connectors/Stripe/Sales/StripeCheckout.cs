using Causeway.Connectors.Stripe.Api;
using Causeway.Connectors.Stripe.Money;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Sales;

/// <summary>A completed checkout as an order.</summary>
internal static class StripeCheckout
{
    private const int PriceDecimals = 6;

    public static CommerceOrder Map(StripeOrder source)
    {
        var payment = source.PaymentIntent?.Whole;
        var refunded = RefundedOf(source, payment?.LatestCharge?.Whole);
        return new CommerceOrder
        {
            Id = source.Id,
            OrderNumber = source.ClientReferenceId,
            Country = source.CustomerDetails?.Address?.Country,
            Currency = StripeMoney.CodeOf(source.Currency),
            ClosedDate = source.PaymentStatus is "paid"
                ? (payment?.LatestCharge?.Whole ?? payment)?.Created.ToInstant()
                : null,
            TotalAmount = source.Money(source.AmountTotal) - refunded,
            TotalRefund = -refunded,
            TotalTaxAmount = source.Money(source.TotalDetails?.AmountTax),
            TotalDiscount = source.Money(source.TotalDetails?.AmountDiscount),
            TotalGratuity = 0,
            OrderLineItems = [.. (source.LineItems?.Data ?? []).Select(line => ToLine(source, line))],
            Payments = source.PaymentIntent is { } paid ? [ToPayment(source, paid)] : [],
            ServiceCharges = source.ServiceCharges(),
            CustomerRef = source.CustomerRef(source.CustomerDetails?.Name),
            CreatedDate = source.Created.ToInstant(),
        };
    }

    // The customer may have paid, and got back, another currency than the order is in.
    private static decimal RefundedOf(StripeOrder source, StripePayment? charge) =>
        charge is not { AmountRefunded: > 0 and var refunded, Amount: > 0 and var amount } ? 0
        : charge.Currency == source.Currency ? source.Money(refunded)
        : source.Money((long)Math.Round((decimal)(source.AmountTotal ?? 0) * refunded / amount));

    private static CommerceOrderLineItem ToLine(StripeOrder order, StripeCheckoutLine line)
    {
        var net = line.AmountTotal - line.AmountTax;
        // Before tax: the subtotal has the tax in it where prices include it, which shows by what is left of it.
        var untaxed =
            line.AmountSubtotal - line.AmountDiscount == line.AmountTotal && line.AmountTotal != 0
                ? line.AmountSubtotal * (decimal)net / line.AmountTotal
                : line.AmountSubtotal;
        return new CommerceOrderLineItem
        {
            Id = line.Id,
            Quantity = line.Quantity,
            TaxPercentage = net == 0 ? null : Math.Round(100m * line.AmountTax / net, 2),
            TotalAmount = order.Money(line.AmountTotal),
            TotalTaxAmount = order.Money(line.AmountTax),
            UnitPrice =
                line.Quantity is not { } quantity || quantity == 0
                    ? null
                    : Math.Round(StripeMoney.Of(untaxed / quantity, order.Currency), PriceDecimals),
            ProductRef = line.Price?.Product is { } product
                ? new CommerceRef { Id = product, Name = line.Description }
                : null,
            ProductVariantRef = line.Price is { } price ? new CommerceRef { Id = price.Id } : null,
            DiscountAllocations =
                line.AmountDiscount == 0
                    ? []
                    : [new CommerceDiscountAllocation { TotalAmount = order.Money(line.AmountDiscount) }],
        };
    }

    private static CommerceOrderPayment ToPayment(StripeOrder order, Expandable<StripePayment> payment) =>
        new()
        {
            Id = payment.Id,
            Amount = payment.Whole is { } whole ? whole.ToAmount() : order.Money(order.AmountTotal),
            Currency = StripeMoney.CodeOf(payment.Whole?.Currency ?? order.Currency),
            Type = StripeMethod.TypeOf(payment.Whole),
            Status = payment.Whole?.ToStatus() ?? CommercePaymentStatus.Unknown,
            PaymentProvider = StripePayment.Provider,
            CreatedDate = payment.Whole?.Created.ToInstant(),
        };
}
