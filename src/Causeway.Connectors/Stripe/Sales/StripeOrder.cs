using System.Text.Json.Serialization;
using Causeway.Connectors.Stripe.Api;
using Causeway.Connectors.Stripe.Catalogue;
using Causeway.Connectors.Stripe.Money;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Sales;

/// <summary>An invoice or a checkout session.</summary>
internal sealed record StripeOrder : IStripeRecord
{
    public required string Id { get; init; }

    /// <summary>Which of the two.</summary>
    public required string Object { get; init; }

    public string? Status { get; init; }
    public string? Currency { get; init; }
    public long? Created { get; init; }
    public StripeShippingCost? ShippingCost { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Customer { get; init; }

    // Of an invoice.
    public string? Number { get; init; }
    public string? AccountCountry { get; init; }
    public string? CustomerName { get; init; }
    public StripeAddress? CustomerAddress { get; init; }
    public StripeShipping? CustomerShipping { get; init; }
    public long? DueDate { get; init; }
    public long? Total { get; init; }
    public long? PrePaymentCreditNotesAmount { get; init; }
    public long? PostPaymentCreditNotesAmount { get; init; }
    public IReadOnlyList<StripePart>? TotalTaxes { get; init; }
    public IReadOnlyList<StripePart>? TotalDiscountAmounts { get; init; }
    public StripeInvoiceMoments? StatusTransitions { get; init; }
    public StripeListOf<StripeInvoiceLine>? Lines { get; init; }
    public StripeListOf<StripeInvoicePayment>? Payments { get; init; }

    /// <summary>The tax rates of its lines, which are read beside it.</summary>
    public StripeListOf<StripeTaxRate>? TaxRates { get; init; }

    // Of a checkout.
    public string? ClientReferenceId { get; init; }
    public string? PaymentStatus { get; init; }
    public long? AmountTotal { get; init; }
    public StripeBuyer? CustomerDetails { get; init; }
    public StripeTotals? TotalDetails { get; init; }
    public StripeListOf<StripeCheckoutLine>? LineItems { get; init; }

    [JsonConverter(typeof(ExpandableConverter<StripePayment>))]
    public Expandable<StripePayment>? PaymentIntent { get; init; }

    /// <summary>An amount of the order in its currency.</summary>
    public decimal Money(long? units) => StripeMoney.Of(units ?? 0, Currency);

    /// <summary>What was charged for bringing the goods.</summary>
    public IReadOnlyList<CommerceServiceCharge> ServiceCharges() =>
        ShippingCost is { AmountTotal: not 0 } shipping
            ?
            [
                new CommerceServiceCharge
                {
                    Description = "Shipping",
                    TotalAmount = Money(shipping.AmountTotal),
                    TaxAmount = Money(shipping.AmountTax),
                    Quantity = 1,
                    Type = CommerceServiceChargeType.Shipping,
                },
            ]
            : [];

    /// <summary>Who ordered, if that is known.</summary>
    public CommerceRef? CustomerRef(string? name) =>
        Customer is { } id ? new CommerceRef { Id = id, Name = name } : null;
}

/// <summary>A part of a sum.</summary>
internal sealed record StripePart(long Amount);

/// <summary>What bringing the goods costs.</summary>
internal sealed record StripeShippingCost(long AmountTotal, long AmountTax);

/// <summary>When an invoice became what.</summary>
internal sealed record StripeInvoiceMoments(long? PaidAt, long? VoidedAt, long? MarkedUncollectibleAt);

/// <summary>A line of an invoice. Its amount is before discounts, and with those taxes that are included in prices.</summary>
internal sealed record StripeInvoiceLine : IStripeRecord
{
    public required string Id { get; init; }
    public long Amount { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? QuantityDecimal { get; init; }
    public IReadOnlyList<StripeLineDiscount>? DiscountAmounts { get; init; }
    public IReadOnlyList<StripeLineTax>? Taxes { get; init; }
    public StripePricing? Pricing { get; init; }
}

/// <summary>A discount on a line.</summary>
internal sealed record StripeLineDiscount
{
    public long Amount { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Discount { get; init; }
}

/// <summary>A tax on a line.</summary>
internal sealed record StripeLineTax
{
    public long Amount { get; init; }
    public string? TaxBehavior { get; init; }
    public StripeLineTaxRate? TaxRateDetails { get; init; }

    /// <summary>Whether the line's amount has it in it already.</summary>
    public bool IsIncluded => TaxBehavior is "inclusive";
}

/// <summary>Which tax rate a tax is of.</summary>
internal sealed record StripeLineTaxRate(string? TaxRate);

/// <summary>What a line's amount comes from.</summary>
internal sealed record StripePricing
{
    public decimal? UnitAmountDecimal { get; init; }
    public StripePriceDetails? PriceDetails { get; init; }
}

/// <summary>The price of a line.</summary>
internal sealed record StripePriceDetails
{
    [JsonConverter(typeof(IdConverter))]
    public string? Price { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Product { get; init; }
}

/// <summary>A payment as its invoice has it.</summary>
internal sealed record StripeInvoicePayment : IStripeRecord
{
    public required string Id { get; init; }
    public string? Status { get; init; }
    public long? AmountPaid { get; init; }
    public string? Currency { get; init; }
    public long? Created { get; init; }
    public StripePaymentOfInvoice? Payment { get; init; }
}

/// <summary>What an invoice was paid with.</summary>
internal sealed record StripePaymentOfInvoice
{
    [JsonConverter(typeof(IdConverter))]
    public string? PaymentIntent { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Charge { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? PaymentRecord { get; init; }
}

/// <summary>Who went through a checkout.</summary>
internal sealed record StripeBuyer(string? Name, StripeAddress? Address);

/// <summary>What a checkout's total is made of.</summary>
internal sealed record StripeTotals(long? AmountDiscount, long? AmountTax);

/// <summary>A line of a checkout.</summary>
internal sealed record StripeCheckoutLine : IStripeRecord
{
    public required string Id { get; init; }
    public string? Description { get; init; }
    public decimal? Quantity { get; init; }
    public long AmountSubtotal { get; init; }
    public long AmountTotal { get; init; }
    public long AmountTax { get; init; }
    public long AmountDiscount { get; init; }
    public StripeLinePrice? Price { get; init; }
}

/// <summary>The price of a line of a checkout.</summary>
internal sealed record StripeLinePrice
{
    public required string Id { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Product { get; init; }
}
