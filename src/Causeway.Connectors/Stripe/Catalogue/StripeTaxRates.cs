using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Catalogue;

/// <summary>Tax rates, each of which is one tax. They are archived, never deleted.</summary>
internal sealed class StripeTaxRates(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeTaxRate, CommerceTaxComponent>(stripe, time, StripeJson.Default.StripeTaxRate)
{
    protected override IReadOnlyList<StripeList> Lists { get; } =
    [new("/v1/tax_rates") { Events = ["tax_rate.updated"] }];

    public override CommerceTaxComponent Map(StripeTaxRate source) =>
        new()
        {
            Id = source.Id,
            Name = source.DisplayName ?? source.Id,
            // One of a fixed amount is no part of anything.
            Rate = source.RateType is "flat" ? null : source.Percentage / 100,
            IsCompound = false,
        };
}

/// <summary>A tax rate.</summary>
internal sealed record StripeTaxRate : IStripeRecord
{
    public required string Id { get; init; }
    public string? DisplayName { get; init; }
    public decimal? Percentage { get; init; }
    public string? RateType { get; init; }
}
