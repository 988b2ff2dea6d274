using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce;

/// <summary>What the mappers of several data types share.</summary>
internal static class ShopParts
{
    public static CommerceRef ToRef(Party party) => new() { Id = party.Id, Name = party.Name };

    public static CommerceAddress ToAddress(SandboxAddress address) =>
        new()
        {
            Type = address.Use switch
            {
                "billing" => CommerceAddressType.Billing,
                "delivery" => CommerceAddressType.Delivery,
                "stock" => CommerceAddressType.Inventory,
                _ => CommerceAddressType.Unknown,
            },
            Line1 = address.Street,
            Line2 = address.More,
            City = address.Town,
            Region = address.Region,
            PostalCode = address.Code,
            Country = address.Country,
        };
}
