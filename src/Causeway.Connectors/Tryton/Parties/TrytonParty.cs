using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>Anybody whom the company deals with: <c>party.party</c>. Tryton does not tell customers from suppliers.</summary>
internal sealed record TrytonParty
{
    private static readonly string[] s_phones = ["phone", "mobile"];

    public int Id { get; init; }
    public string? Name { get; init; }
    public bool? Active { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("addresses.")]
    public IReadOnlyList<TrytonAddress>? Addresses { get; init; }

    [JsonPropertyName("contact_mechanisms.")]
    public IReadOnlyList<TrytonContactMechanism>? ContactMechanisms { get; init; }

    [JsonPropertyName("identifiers.")]
    public IReadOnlyList<TrytonIdentifier>? Identifiers { get; init; }

    [JsonPropertyName("tax_identifier.")]
    public TrytonIdentifier? TaxIdentifier { get; init; }

    public static IReadOnlyList<string> Fields { get; } =
    [
        "name",
        "active",
        "write_date",
        "create_date",
        .. Of("addresses", "active", "name", "street", "city", "postal_code", "invoice", "write_date", "create_date"),
        "addresses.country.code",
        "addresses.subdivision.name",
        .. Of("contact_mechanisms", "active", "type", "value", "name", "write_date", "create_date"),
        .. Of("identifiers", "type", "code", "write_date", "create_date"),
        "tax_identifier.code",
    ];

    private static IEnumerable<string> Of(string relation, params string[] fields) =>
        fields.Select(f => $"{relation}.{f}");

    public string Key => TrytonKey.Of(Id);

    public string? Email => Mechanism("email");

    public string? Phone => Mechanism(s_phones);

    public string? Website => Mechanism("website");

    public string? TaxNumber => TaxIdentifier?.Code;

    public string? RegistrationNumber => Registration?.Code;

    /// <summary>The first identifier that is neither for tax nor the mark of a write.</summary>
    public TrytonIdentifier? Registration =>
        Identifiers?.FirstOrDefault(i =>
            i.Id != TaxIdentifier?.Id && i.Code is not null && !Writing.TrytonMarker.IsMarker(i.Code)
        );

    /// <summary>When the party or something that hangs on it was last changed.</summary>
    public DateTimeOffset? Modified =>
        new[]
        {
            WriteDate ?? CreateDate,
            Addresses?.Max(a => a.WriteDate ?? a.CreateDate),
            ContactMechanisms?.Max(c => c.WriteDate ?? c.CreateDate),
            Identifiers?.Max(i => i.WriteDate ?? i.CreateDate),
        }.Max();

    public IReadOnlyList<Address> StandardAddresses =>
        [.. ActiveAddresses.Select((a, n) => a.ToStandard(isFirst: n == 0))];

    public IReadOnlyList<PhoneNumber> PhoneNumbers =>
        [.. ActiveMechanisms.Select(m => m.ToPhone()).OfType<PhoneNumber>()];

    /// <summary>The people at the party: contact details that carry a name.</summary>
    public IReadOnlyList<Contact> Contacts =>
        [
            .. ActiveMechanisms
                .Where(m => m.Name is { Length: > 0 })
                .GroupBy(m => m.Name, StringComparer.Ordinal)
                .Select(person => new Contact
                {
                    Name = person.Key,
                    Email = person.FirstOrDefault(m => m.Type is "email")?.Value,
                    Phone = [.. person.Select(m => m.ToPhone()).OfType<PhoneNumber>()],
                    Status = CustomerStatus.Active,
                }),
        ];

    public IEnumerable<TrytonAddress> ActiveAddresses => (Addresses ?? []).Where(a => a.Active is not false);

    public IEnumerable<TrytonContactMechanism> ActiveMechanisms =>
        (ContactMechanisms ?? []).Where(m => m.Active is not false);

    private string? Mechanism(params string[] types) =>
        ActiveMechanisms.FirstOrDefault(m => types.Contains(m.Type, StringComparer.Ordinal))?.Value;
}

/// <summary>An address: <c>party.address</c>.</summary>
internal sealed record TrytonAddress
{
    public int Id { get; init; }
    public bool? Active { get; init; }

    /// <summary>The building's name.</summary>
    public string? Name { get; init; }
    public string? Street { get; init; }
    public string? City { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>Whether invoices go there.</summary>
    public bool? Invoice { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("country.")]
    public TrytonCountry? Country { get; init; }

    [JsonPropertyName("subdivision.")]
    public TrytonNamed? Subdivision { get; init; }

    // Tryton sends invoices to the first address unless another is marked for them.
    public Address ToStandard(bool isFirst)
    {
        var lines = ((string?[])[Name, .. (Street ?? "").Split('\n')])
            .Select(l => l?.Trim())
            .Where(l => l is { Length: > 0 })
            .ToList();
        return new Address
        {
            Type = Invoice is true || isFirst ? AddressType.Billing : AddressType.Unknown,
            Line1 = lines.FirstOrDefault(),
            Line2 = lines.Count > 1 ? string.Join(", ", lines.Skip(1)) : null,
            City = City,
            Region = Subdivision?.Name,
            Country = Country?.Code,
            PostalCode = PostalCode,
        };
    }
}

/// <summary>A country.</summary>
internal sealed record TrytonCountry(int Id, string? Code);

/// <summary>A way to reach a party: <c>party.contact_mechanism</c>.</summary>
internal sealed record TrytonContactMechanism
{
    public int Id { get; init; }
    public bool? Active { get; init; }
    public string? Type { get; init; }
    public string? Value { get; init; }
    public string? Name { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    public PhoneNumber? ToPhone() =>
        Type switch
        {
            "phone" => new PhoneNumber { Number = Value, Type = PhoneNumberType.Landline },
            "mobile" => new PhoneNumber { Number = Value, Type = PhoneNumberType.Mobile },
            "fax" => new PhoneNumber { Number = Value, Type = PhoneNumberType.Fax },
            _ => null,
        };
}

/// <summary>A number by which others know a party: <c>party.identifier</c>.</summary>
internal sealed record TrytonIdentifier
{
    public int Id { get; init; }
    public string? Type { get; init; }
    public string? Code { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }
}
