using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Ledgerly;

internal sealed record LedgerlyCustomer(string Id, string Name, string? Email, bool Active, DateTimeOffset Updated);

internal sealed class LedgerlyCustomers(LedgerlyClient ledgerly)
    : Reader<LedgerlyCustomer, Customer>(LedgerlyJson.Default.LedgerlyCustomer)
{
    // Ledgerly has no list of changes: each read brings all customers, and what it no longer brings is gone.
    public override ChangeTracking Tracking => ChangeTracking.FullScan;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        ledgerly.PagesAsync("customers", window with { Since = null }, ct);

    public override Customer Map(LedgerlyCustomer source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            EmailAddress = source.Email,
            Status = source.Active ? CustomerStatus.Active : CustomerStatus.Archived,
            SourceModifiedDate = source.Updated,
        };
}

internal sealed record NewLedgerlyCustomer(string? Name, string? Email, string Reference);

internal sealed class LedgerlyCustomersWriter(LedgerlyClient ledgerly) : Writer<Customer>
{
    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            new WriteOption
            {
                Type = WriteOptionType.Object,
                DisplayName = "Customer",
                Description = "Somebody who buys from the company.",
                Required = true,
                Properties = new Dictionary<string, WriteOption>
                {
                    ["customerName"] = Text("Name", "The name on invoices.", required: true),
                    ["emailAddress"] = Text("Email", "Where invoices are sent.", required: false),
                },
            }
        );

    public override async Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct)
    {
        var body = new NewLedgerlyCustomer(record.CustomerName, record.EmailAddress, marker.Text);
        return new WriteResult(
            await ledgerly.PostAsync("customers", body, LedgerlyJson.Default.NewLedgerlyCustomer, ct)
        );
    }

    public override async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        using var found = await ledgerly.GetAsync($"customers?page=1&reference={marker.Text}", ct);
        var items = found.RootElement.GetProperty("items");
        return items.GetArrayLength() == 0 ? null : new WriteResult(items[0].GetProperty("id").GetString()!);
    }

    private static WriteOption Text(string name, string description, bool required) =>
        new()
        {
            Type = WriteOptionType.String,
            DisplayName = name,
            Description = description,
            Required = required,
        };
}
