using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>Writes customers.</summary>
internal sealed class TrytonCustomersWriter(TrytonClient tryton, TimeProvider time) : Writer<Customer>
{
    private readonly TrytonPartyWriting writing = new(tryton, time);

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonOptions.Record(
                "Customer",
                "A party. Nothing in Tryton marks it as a customer until it is invoiced.",
                [
                    ("customerName", TrytonOptions.Text("Name", "The name.", required: true)),
                    .. TrytonPartyOptions.Members,
                ]
            )
        );

    public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
        writing.CreateAsync(Draft(record), marker, ct);

    public override Task<WriteResult> UpdateAsync(
        string id,
        Customer record,
        WriteMarker marker,
        CancellationToken ct
    ) => writing.UpdateAsync(id, Draft(record), marker, ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writing.FindAsync(marker, ct);

    private static TrytonPartyDraft Draft(Customer record) =>
        new()
        {
            Name = (record.CustomerName, "customerName"),
            ContactName = record.ContactName,
            Email = record.EmailAddress,
            Phone = record.Phone,
            TaxNumber = record.TaxNumber,
            RegistrationNumber = record.RegistrationNumber,
            IsArchived = record.Status is CustomerStatus.Archived,
            Addresses = record.Addresses,
        };
}

/// <summary>What is the same in the options of customers and suppliers.</summary>
internal static class TrytonPartyOptions
{
    public static IEnumerable<(string Name, WriteOption Option)> Members { get; } =
    [
        ("contactName", TrytonOptions.Text("Contact", "The person whom the e-mail address and the number are of.")),
        ("emailAddress", TrytonOptions.Text("E-mail", "The first e-mail address.")),
        ("phone", TrytonOptions.Text("Telephone", "The first telephone number.")),
        (
            "taxNumber",
            TrytonOptions.Text(
                "Tax number",
                "With its country's letters, or with an address in that country; Tryton checks it."
            )
        ),
        ("registrationNumber", TrytonOptions.Text("Registration number", "Kept as an identifier without a type.")),
        (
            "status",
            TrytonOptions.Choice(
                "Status",
                "Archived parties are out of use.",
                required: false,
                ("Active", "Active"),
                ("Archived", "Archived")
            )
        ),
        (
            "addresses",
            TrytonOptions.List(
                "Addresses",
                "In order; the first is the one for invoices.",
                required: false,
                (
                    "type",
                    TrytonOptions.Choice(
                        "Type",
                        "What it is for.",
                        required: false,
                        ("Billing", "Billing"),
                        ("Delivery", "Delivery"),
                        ("Unknown", "Unknown")
                    )
                ),
                ("line1", TrytonOptions.Text("Line 1", "The street.")),
                ("line2", TrytonOptions.Text("Line 2", "More of the street.")),
                ("city", TrytonOptions.Text("City", "The city.")),
                ("region", TrytonOptions.Text("Region", "A subdivision that Tryton knows, else a line of the street.")),
                (
                    "country",
                    TrytonOptions.Text("Country", "An ISO code or name that Tryton knows, else a line of the street.")
                ),
                ("postalCode", TrytonOptions.Text("Postal code", "The postal code."))
            )
        ),
    ];
}
