using System.Globalization;
using System.Text;
using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Records.Store;

namespace Causeway.Bench;

/// <summary>Invoices as a small firm writes them, about 1.5 kB each, with a raw copy of about 1 kB.</summary>
internal static class SampleInvoices
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Some of an endless row of invoices, always the same.</summary>
    public static RecordWrite[] Take(int from, int count) => [.. Enumerable.Range(from, count).Select(Make)];

    private static RecordWrite Make(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"inv-{number:D8}");
        var issued = Start.AddDays(number % 700);
        var lines = Enumerable.Range(1, 3).Select(line => Line(number, line)).ToList();
        var total = lines.Sum(l => l.TotalAmount ?? 0);
        var invoice = new Invoice
        {
            Id = id,
            InvoiceNumber = string.Create(CultureInfo.InvariantCulture, $"INV-{number}"),
            CustomerRef = new CustomerRef
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"cus-{number % 977}"),
                CompanyName = string.Create(CultureInfo.InvariantCulture, $"Customer number {number % 977}"),
            },
            IssueDate = issued,
            DueDate = issued.AddDays(30),
            Currency = "GBP",
            CurrencyRate = 1,
            LineItems = lines,
            SubTotal = total / 1.2m,
            TotalTaxAmount = total - (total / 1.2m),
            TotalAmount = total,
            AmountDue = number % 3 == 0 ? total : 0,
            Status = number % 3 == 0 ? InvoiceStatus.Submitted : InvoiceStatus.Paid,
            SourceModifiedDate = issued.AddHours(1),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(invoice, DataType.Of<Invoice>().Json!);
        return new RecordWrite(id, json, Raw(id, number, total, issued), invoice.SourceModifiedDate);
    }

    private static InvoiceLineItem Line(int number, int line)
    {
        var unit = 10 + (number % 90) + (line / 4m);
        return new InvoiceLineItem
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Item {line} of this invoice, as it was sold"),
            UnitAmount = unit,
            Quantity = line,
            SubTotal = unit * line,
            TaxAmount = unit * line * 0.2m,
            TotalAmount = unit * line * 1.2m,
            AccountRef = new AccountRef { Id = "4000", Name = "Sales of goods" },
            TaxRateRef = new TaxRateRef
            {
                Id = "standard",
                Name = "Standard rate",
                EffectiveTaxRate = 20,
            },
            ItemRef = new ItemRef
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"item-{(number + line) % 311}"),
                Name = string.Create(CultureInfo.InvariantCulture, $"Item number {(number + line) % 311}"),
            },
        };
    }

    private static byte[] Raw(string id, int number, decimal total, DateTimeOffset issued) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"Key":"{{id}}","DocNumber":"{{number}}","TxnDate":"{{issued:yyyy-MM-dd}}","Total":{{total}},"Memo":"{{new string(
                    'm',
                    850
                )}}"}
                """
            )
        );
}
