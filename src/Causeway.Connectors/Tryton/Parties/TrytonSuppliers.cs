using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>Suppliers: see <see cref="TrytonParties"/> for who is one.</summary>
internal sealed class TrytonSuppliers(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonParty, Supplier>(TrytonJson.Default.TrytonParty)
{
    private readonly TrytonParties parties = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        parties.ReadAsync(TrytonSide.Suppliers, window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        parties.ReadIdsAsync(TrytonSide.Suppliers, cursor, ct);

    public override Supplier Map(TrytonParty source) =>
        new()
        {
            Id = source.Key,
            SupplierName = source.Name,
            ContactName = source.Contacts is [var person, ..] ? person.Name : null,
            EmailAddress = source.Email,
            Phone = source.Phone,
            Addresses = source.StandardAddresses,
            RegistrationNumber = source.RegistrationNumber,
            TaxNumber = source.TaxNumber,
            Status = source.Active switch
            {
                true => SupplierStatus.Active,
                false => SupplierStatus.Archived,
                null => SupplierStatus.Unknown,
            },
            SourceModifiedDate = source.Modified,
        };
}
