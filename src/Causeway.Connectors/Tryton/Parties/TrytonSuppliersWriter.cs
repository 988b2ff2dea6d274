using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>Writes suppliers.</summary>
internal sealed class TrytonSuppliersWriter(TrytonClient tryton, TimeProvider time) : Writer<Supplier>
{
    private readonly TrytonPartyWriting writing = new(tryton, time);

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonOptions.Record(
                "Supplier",
                "A party. Nothing in Tryton marks it as a supplier until it is billed.",
                [
                    ("supplierName", TrytonOptions.Text("Name", "The name.", required: true)),
                    .. TrytonPartyOptions.Members,
                ]
            )
        );

    public override Task<WriteResult> CreateAsync(Supplier record, WriteMarker marker, CancellationToken ct) =>
        writing.CreateAsync(Draft(record), marker, ct);

    public override Task<WriteResult> UpdateAsync(
        string id,
        Supplier record,
        WriteMarker marker,
        CancellationToken ct
    ) => writing.UpdateAsync(id, Draft(record), marker, ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writing.FindAsync(marker, ct);

    private static TrytonPartyDraft Draft(Supplier record) =>
        new()
        {
            Name = (record.SupplierName, "supplierName"),
            ContactName = record.ContactName,
            Email = record.EmailAddress,
            Phone = record.Phone,
            TaxNumber = record.TaxNumber,
            RegistrationNumber = record.RegistrationNumber,
            IsArchived = record.Status is SupplierStatus.Archived,
            Addresses = record.Addresses,
        };
}
