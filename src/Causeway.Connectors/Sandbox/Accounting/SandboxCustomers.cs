using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Customers: some change their number every few seconds, and prospects come and vanish.</summary>
internal sealed class SandboxCustomers(FirmSource source)
    : Reader<SandboxContact, Customer>(SandboxJson.Default.SandboxContact)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new CustomerRows(books).Feed, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, (books, moment) => new CustomerRows(books).Ids(moment), ct);

    public override Customer Map(SandboxContact source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            ContactName = source.Person,
            EmailAddress = source.Email,
            DefaultCurrency = source.Currency,
            Phone = source.Phone,
            Addresses = source.Address is null ? [] : [ContactParts.ToAddress(source.Address)],
            Contacts = source.Person is null
                ? []
                :
                [
                    new Contact
                    {
                        Name = source.Person,
                        Email = source.Email,
                        Phone = source.Phone is null
                            ? []
                            : [new PhoneNumber { Number = source.Phone, Type = PhoneNumberType.Primary }],
                        Status = StatusOf(source.State),
                    },
                ],
            TaxNumber = source.TaxNumber,
            RegistrationNumber = source.RegistrationNumber,
            Status = StatusOf(source.State),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static CustomerStatus StatusOf(string state) =>
        state switch
        {
            "active" => CustomerStatus.Active,
            "closed" => CustomerStatus.Archived,
            _ => CustomerStatus.Unknown,
        };
}

/// <summary>A customer or a supplier as the made-up firm keeps it.</summary>
internal sealed record SandboxContact : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Person { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Currency { get; init; }

    public SandboxAddress? Address { get; init; }

    public string? TaxNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>active or closed.</summary>
    public required string State { get; init; }

    /// <summary>The marker of the last write.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A postal address.</summary>
internal sealed record SandboxAddress(
    string? Street,
    string? More,
    string? Town,
    string? Region,
    string? Code,
    string? Country
);

/// <summary>What customers and suppliers share.</summary>
internal static class ContactParts
{
    public static Address ToAddress(SandboxAddress address) =>
        new()
        {
            Type = AddressType.Billing,
            Line1 = address.Street,
            Line2 = address.More,
            City = address.Town,
            Region = address.Region,
            PostalCode = address.Code,
            Country = address.Country,
        };
}
