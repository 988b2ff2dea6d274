using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A record that was written to the firm, as it stands.</summary>
/// <param name="At">When it was first written, in milliseconds since 1970.</param>
/// <param name="Marks">The markers of all writes to it.</param>
/// <param name="Row">The record.</param>
internal sealed record Written<TRow>(long At, IReadOnlyList<string> Marks, TRow Row)
    where TRow : ISandboxRow;

/// <summary>What was written to a firm until a moment: new records, and such of the firm's own as were changed.</summary>
internal sealed class WrittenRecords
{
    public const string CustomerFolder = "customers/";
    public const string SupplierFolder = "suppliers/";
    public const string ItemFolder = "items/";
    public const string AccountFolder = "accounts/";
    public const string InvoiceFolder = "invoices/";
    public const string BillFolder = "bills/";
    public const string PaymentFolder = "payments/";
    public const string BillPaymentFolder = "billPayments/";

    public WrittenRecords(IReadOnlyList<RememberedDocument> documents, Moment until)
    {
        var limit = until.Instant.ToUnixTimeMilliseconds();
        var json = SandboxJson.Default;
        Customers = Read(CustomerFolder, json.WrittenSandboxContact);
        Suppliers = Read(SupplierFolder, json.WrittenSandboxContact);
        Items = Read(ItemFolder, json.WrittenSandboxItem);
        Accounts = Read(AccountFolder, json.WrittenSandboxAccount);
        Invoices = Read(InvoiceFolder, json.WrittenSandboxInvoice);
        Bills = Read(BillFolder, json.WrittenSandboxBill);
        Payments = Read(PaymentFolder, json.WrittenSandboxPayment);
        BillPayments = Read(BillPaymentFolder, json.WrittenSandboxPayment);

        Dictionary<string, Written<TRow>> Read<TRow>(string folder, JsonTypeInfo<Written<TRow>> type)
            where TRow : ISandboxRow =>
            documents
                .Where(d => d.Key.StartsWith(folder, StringComparison.Ordinal))
                .Select(d => JsonSerializer.Deserialize(d.Json.Span, type))
                .OfType<Written<TRow>>()
                .Where(w => w.At <= limit)
                .OrderBy(w => w.At)
                .ToDictionary(w => w.Row.Id);
    }

    public IReadOnlyDictionary<string, Written<SandboxContact>> Customers { get; }

    public IReadOnlyDictionary<string, Written<SandboxContact>> Suppliers { get; }

    public IReadOnlyDictionary<string, Written<SandboxItem>> Items { get; }

    public IReadOnlyDictionary<string, Written<SandboxAccount>> Accounts { get; }

    public IReadOnlyDictionary<string, Written<SandboxInvoice>> Invoices { get; }

    public IReadOnlyDictionary<string, Written<SandboxBill>> Bills { get; }

    public IReadOnlyDictionary<string, Written<SandboxPayment>> Payments { get; }

    public IReadOnlyDictionary<string, Written<SandboxPayment>> BillPayments { get; }
}
