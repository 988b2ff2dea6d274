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
        source.ReadIdsAsync(cursor, books => new CustomerRows(books).Ids(), ct);

    public override Customer Map(SandboxContact source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            ContactName = source.Person,
            EmailAddress = source.Email,
            DefaultCurrency = source.Currency,
            Phone = source.Phone,
            Addresses = Contacts.ToAddresses(source.Addresses),
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
