using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Sales;

/// <summary>Writes customers.</summary>
internal sealed class SandboxCustomersWriter(FirmSource source) : Writer<Customer>
{
    private readonly SandboxWrites<SandboxContact> writes = new(
        source,
        WrittenRecords.CustomerFolder,
        SandboxJson.Default.WrittenSandboxContact,
        "customerName"
    );

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Customer",
                ("customerName", Accepts.Text("Customer name", "The name.", true)),
                ("contactName", Accepts.Text("Contact name", "The person to turn to.")),
                ("emailAddress", Accepts.Text("E-mail address", "Where mail goes.")),
                ("phone", Accepts.Text("Phone", "The telephone number.")),
                ("defaultCurrency", Accepts.Text("Default currency", "That of the business if it is not sent.")),
                ("addresses", Accepts.Addresses()),
                ("registrationNumber", Accepts.Text("Registration number", "The number in a register of companies.")),
                ("taxNumber", Accepts.Text("Tax number", "The number at the tax authority.")),
                ("status", Accepts.Choice("Status", "Active if it is not sent.", false, "Active", "Archived"))
            )
        );

    public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk), ct);

    public override Task<WriteResult> UpdateAsync(
        string id,
        Customer record,
        WriteMarker marker,
        CancellationToken ct
    ) => writes.UpdateAsync(id, marker, books => new CustomerRows(books).Find(id), (desk, _) => Make(record, desk), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxContact Make(Customer record, WriteDesk desk) =>
        new()
        {
            Id = desk.Id,
            Name = desk.Text(record.CustomerName, "customerName"),
            Person = record.ContactName,
            Email = record.EmailAddress,
            Phone = record.Phone,
            Currency = desk.Currency(record.DefaultCurrency, null, "defaultCurrency").Currency,
            Addresses = Contacts.FromAddresses(record.Addresses),
            RegistrationNumber = record.RegistrationNumber,
            TaxNumber = record.TaxNumber,
            State = record.Status is CustomerStatus.Archived ? "closed" : "active",
            Mark = desk.Mark,
            Changed = desk.At,
        };
}
