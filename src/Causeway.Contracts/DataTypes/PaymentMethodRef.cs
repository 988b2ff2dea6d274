namespace Causeway.Contracts.DataTypes;

/// <summary>Points at a payment method.</summary>
public sealed record PaymentMethodRef
{
    /// <summary>Key of the payment method.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the payment method.</summary>
    public string? Name { get; init; }
}
