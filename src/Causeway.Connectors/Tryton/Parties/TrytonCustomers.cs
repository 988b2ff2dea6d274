using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>Customers: see <see cref="TrytonParties"/> for who is one.</summary>
internal sealed class TrytonCustomers(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonParty, Customer>(TrytonJson.Default.TrytonParty)
{
    private readonly TrytonParties parties = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        parties.ReadAsync(TrytonSide.Customers, window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        parties.ReadIdsAsync(TrytonSide.Customers, cursor, ct);

    public override Customer Map(TrytonParty source) =>
        new()
        {
            Id = source.Key,
            CustomerName = source.Name,
            ContactName = source.Contacts is [var person, ..] ? person.Name : null,
            EmailAddress = source.Email,
            Phone = source.Phone,
            Addresses = source.StandardAddresses,
            Contacts = source.Contacts,
            RegistrationNumber = source.RegistrationNumber,
            TaxNumber = source.TaxNumber,
            Status = source.Active switch
            {
                true => CustomerStatus.Active,
                false => CustomerStatus.Archived,
                null => CustomerStatus.Unknown,
            },
            SourceModifiedDate = source.Modified,
        };
}
