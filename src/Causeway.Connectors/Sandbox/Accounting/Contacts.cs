using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A customer or a supplier as the made-up firm keeps it.</summary>
internal sealed record SandboxContact : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Person { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<SandboxAddress>? Addresses { get; init; }

    public string? TaxNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>active or closed.</summary>
    public required string State { get; init; }

    public string? Note { get; init; }

    /// <summary>When it became one, in milliseconds since 1970, where that is known.</summary>
    public long? Since { get; init; }

    /// <summary>The marker of the last write.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A postal address.</summary>
internal sealed record SandboxAddress
{
    /// <summary>billing or delivery.</summary>
    public string? Use { get; init; }

    public string? Street { get; init; }

    public string? More { get; init; }

    public string? Town { get; init; }

    public string? Region { get; init; }

    public string? Code { get; init; }

    public string? Country { get; init; }
}

/// <summary>What customers and suppliers share.</summary>
internal static class Contacts
{
    /// <summary>Makes up a person, an address and a number for a firm.</summary>
    public static SandboxContact Make(ref Dice dice, Land land, int number, string id, string name)
    {
        var person = Words.Person(ref dice);
        return new SandboxContact
        {
            Id = id,
            Name = name,
            Person = person,
            Email = string.Create(
                CultureInfo.InvariantCulture,
                $"{person.Replace(' ', '.').ToLowerInvariant()}{number}@example.com"
            ),
            Currency = land.Currency,
            Phone = Words.Telephone(ref dice, land),
            Addresses = [MakeAddress(ref dice, land)],
            TaxNumber = string.Create(
                CultureInfo.InvariantCulture,
                $"{land.Country}{dice.Between(100_000_000, 999_999_999)}"
            ),
            State = "active",
            Changed = 0,
        };
    }

    public static SandboxAddress MakeAddress(ref Dice dice, Land land) =>
        new()
        {
            Use = "billing",
            Street = Words.StreetLine(ref dice),
            Town = dice.Of<string>(land.Towns),
            Region = dice.Of<string>(land.Regions),
            Code = Words.PostalCode(ref dice, land.PostalCode),
            Country = land.Country,
        };

    /// <summary>The last of the numbers first, first + cycle, … below a limit, or -1.</summary>
    public static long LastOf(long first, long cycle, long limit) =>
        limit <= first ? -1 : first + ((limit - 1 - first) / cycle * cycle);

    public static IReadOnlyList<Address> ToAddresses(IReadOnlyList<SandboxAddress>? addresses) =>
        [.. (addresses ?? []).Select(ToAddress)];

    public static IReadOnlyList<SandboxAddress> FromAddresses(IReadOnlyList<Address>? addresses) =>
        [
            .. (addresses ?? []).Select(a => new SandboxAddress
            {
                Use = a.Type switch
                {
                    AddressType.Billing => "billing",
                    AddressType.Delivery => "delivery",
                    _ => null,
                },
                Street = a.Line1,
                More = a.Line2,
                Town = a.City,
                Region = a.Region,
                Code = a.PostalCode,
                Country = a.Country,
            }),
        ];

    public static Address ToAddress(SandboxAddress address) =>
        new()
        {
            Type = address.Use switch
            {
                "billing" => AddressType.Billing,
                "delivery" => AddressType.Delivery,
                _ => AddressType.Unknown,
            },
            Line1 = address.Street,
            Line2 = address.More,
            City = address.Town,
            Region = address.Region,
            PostalCode = address.Code,
            Country = address.Country,
        };
}
