using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Sales;

/// <summary>Customers.</summary>
internal sealed class StripeCustomers(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeCustomer, CommerceCustomer>(stripe, time, StripeJson.Default.StripeCustomer)
{
    protected override IReadOnlyList<StripeList> Lists { get; } =
    [new("/v1/customers") { Events = ["customer.updated", "customer.deleted"] }];

    public override CommerceCustomer Map(StripeCustomer source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name ?? source.BusinessName ?? source.IndividualName,
            EmailAddress = source.Email,
            Phone = source.Phone,
            DefaultCurrency = StripeMoney.CodeOf(source.Currency),
            Addresses = [.. Addresses(source)],
            Note = source.Description,
            CreatedDate = source.Created.ToInstant(),
        };

    private static IEnumerable<CommerceAddress> Addresses(StripeCustomer source)
    {
        if (source.Address?.ToCommerce(CommerceAddressType.Billing) is { } billing)
        {
            yield return billing;
        }

        if (source.Shipping?.Address?.ToCommerce(CommerceAddressType.Delivery) is { } delivery)
        {
            yield return delivery;
        }
    }
}

/// <summary>A customer.</summary>
internal sealed record StripeCustomer : IStripeRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? BusinessName { get; init; }
    public string? IndividualName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Currency { get; init; }
    public string? Description { get; init; }
    public StripeAddress? Address { get; init; }
    public StripeShipping? Shipping { get; init; }
    public long? Created { get; init; }
}
