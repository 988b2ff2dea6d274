using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A payment as its order shows it.</summary>
public sealed record CommerceOrderPayment
{
    /// <summary>Key of the payment.</summary>
    public required string Id { get; init; }

    /// <summary>Amount with gratuity.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>What was paid with.</summary>
    public CommercePaymentType? Type { get; init; }

    /// <summary>How far the payment is.</summary>
    public CommercePaymentStatus? Status { get; init; }

    /// <summary>Who processed the payment.</summary>
    public string? PaymentProvider { get; init; }

    /// <summary>Day by which payment is expected.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When our copy of the payment last changed.</summary>
    public DateTimeOffset? ModifiedDate { get; init; }

    /// <summary>When the source last changed the payment.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }
}

/// <summary>What an order is paid with.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommercePaymentType>))]
public enum CommercePaymentType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Cash.</summary>
    Cash,

    /// <summary>A card at the till.</summary>
    Card,

    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>A card on the web.</summary>
    OnlineCard,

    /// <summary>Swish.</summary>
    Swish,

    /// <summary>Vipps.</summary>
    Vipps,

    /// <summary>A mobile telephone.</summary>
    Mobile,

    /// <summary>Credit with the shop.</summary>
    StoreCredit,

    /// <summary>PayPal.</summary>
    Paypal,

    /// <summary>A means of the shop's own.</summary>
    Custom,

    /// <summary>Paid beforehand.</summary>
    Prepaid,
}
