using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Catalogue;

/// <summary>Places where the company takes payments with Stripe's terminals. Stripe tells of no changes to them, so all are read each time.</summary>
internal sealed class StripeLocations(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeLocation, CommerceLocation>(stripe, time, StripeJson.Default.StripeLocation)
{
    public override ChangeTracking Tracking => ChangeTracking.FullScan;

    protected override IReadOnlyList<StripeList> Lists { get; } =
    [new("/v1/terminal/locations") { HasCreated = false }];

    public override CommerceLocation Map(StripeLocation source) =>
        new()
        {
            Id = source.Id,
            Name = source.DisplayName,
            Address = source.Address?.ToCommerce(CommerceAddressType.Order),
        };
}

/// <summary>A place with terminals.</summary>
internal sealed record StripeLocation : IStripeRecord
{
    public required string Id { get; init; }
    public string? DisplayName { get; init; }
    public StripeAddress? Address { get; init; }
}
