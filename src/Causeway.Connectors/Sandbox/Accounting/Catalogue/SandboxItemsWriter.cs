using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Catalogue;

/// <summary>Writes items.</summary>
internal sealed class SandboxItemsWriter(FirmSource source) : Writer<Item>
{
    private readonly SandboxWrites<SandboxItem> writes = new(
        source,
        WrittenRecords.ItemFolder,
        SandboxJson.Default.WrittenSandboxItem,
        "name"
    );

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Item",
                ("name", Accepts.Text("Name", "The name.", true)),
                ("code", Accepts.Text("Code", "The number of the item.")),
                (
                    "type",
                    Accepts.Choice("Type", "What it is.", false, "Inventory", "NonInventory", "Service", "Unknown")
                ),
                ("itemStatus", Accepts.Choice("Status", "Active if it is not sent.", false, "Active", "Archived")),
                ("isInvoiceItem", Accepts.Boolean("Is sold", "Whether it is sold.")),
                ("isBillItem", Accepts.Boolean("Is bought", "Whether it is bought.")),
                ("invoiceItem", Side("Sale", "How it is sold.", "income")),
                ("billItem", Side("Purchase", "How it is bought.", "expense"))
            )
        );

    public override Task<WriteResult> CreateAsync(Item record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static WriteOption Side(string name, string description, string kind) =>
        Accepts.Object(
            name,
            description,
            false,
            ("description", Accepts.Text("Description", "The text on a line.")),
            ("unitPrice", Accepts.Number("Unit price", "The price of one unit, before tax.")),
            ("accountRef", Accepts.Reference("Account", $"An account of the kind {kind}.", true)),
            ("taxRateRef", Accepts.Reference("Tax rate", "The tax on it.", false))
        );

    private static SandboxItem Make(Item record, WriteDesk desk)
    {
        if (record is { IsInvoiceItem: true, InvoiceItem: null })
        {
            desk.Refuse("invoiceItem", "An item that is sold needs an account.");
        }

        if (record is { IsBillItem: true, BillItem: null })
        {
            desk.Refuse("billItem", "An item that is bought needs an account.");
        }

        if (record is { InvoiceItem: null, BillItem: null })
        {
            desk.Refuse("isInvoiceItem", "An item is sold, or bought, or both.");
        }

        return new SandboxItem
        {
            Id = desk.Id,
            Code = record.Code,
            Name = desk.Text(record.Name, "name"),
            Kind = record.Type switch
            {
                ItemType.Inventory => "stock",
                ItemType.NonInventory => "goods",
                ItemType.Service => "service",
                _ => "other",
            },
            State = record.ItemStatus is ItemStatus.Archived ? "closed" : "active",
            Sale = record.InvoiceItem is { } sale
                ? SideOf(sale.Description, sale.UnitPrice, sale.AccountRef, sale.TaxRateRef, "invoiceItem", desk)
                : null,
            Purchase = record.BillItem is { } purchase
                ? SideOf(
                    purchase.Description,
                    purchase.UnitPrice,
                    purchase.AccountRef,
                    purchase.TaxRateRef,
                    "billItem",
                    desk
                )
                : null,
            Mark = desk.Mark,
            Changed = desk.At,
        };
    }

    private static SandboxItemSide SideOf(
        string? text,
        decimal? price,
        AccountRef? account,
        TaxRateRef? taxRate,
        string field,
        WriteDesk desk
    )
    {
        var kind = field is "invoiceItem" ? "income" : "expense";
        var tax = desk.Tax(taxRate, field + ".taxRateRef");
        return new SandboxItemSide(
            text,
            desk.Number(price, field + ".unitPrice") * 100m,
            desk.Account(account?.Id, field + ".accountRef.id", kind),
            tax is null ? null : LineTax.Of(tax)
        );
    }
}
