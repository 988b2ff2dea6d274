using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Catalogue;

/// <summary>Adds products. The marker is an identifier of the product, without a type.</summary>
internal sealed class TrytonItemsWriter(TrytonClient tryton) : Writer<Item>
{
    private readonly TrytonLookups lookups = new(tryton);

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonOptions.Record(
                "Item",
                "A product.",
                ("name", TrytonOptions.Text("Name", "The name.", required: true)),
                ("code", TrytonOptions.Text("Code", "The code.")),
                (
                    "type",
                    TrytonOptions.Choice(
                        "Type",
                        "Goods or a service.",
                        required: false,
                        ("Inventory", "Goods"),
                        ("NonInventory", "Goods that are used up"),
                        ("Service", "Service")
                    )
                ),
                (
                    "itemStatus",
                    TrytonOptions.Choice(
                        "Status",
                        "Archived items are out of use.",
                        required: false,
                        ("Active", "Active"),
                        ("Archived", "Archived")
                    )
                ),
                ("isBillItem", TrytonOptions.Truth("Bought", "Used only with Tryton's purchase module.")),
                ("isInvoiceItem", TrytonOptions.Truth("Sold", "Used only with Tryton's sale module.")),
                ("invoiceItem", Way("Selling", "What it is sold as.")),
                ("billItem", Way("Buying", "What it is bought as."))
            )
        );

    public override async Task<WriteResult> CreateAsync(Item record, WriteMarker marker, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(record.Name))
        {
            throw TrytonClient.Refuse("name", "A name is needed.");
        }

        var template = new JsonObject
        {
            ["name"] = record.Name,
            ["code"] = record.Code,
            ["type"] = record.Type is ItemType.Service ? "service" : "goods",
            ["consumable"] = record.Type is ItemType.NonInventory,
            ["active"] = record.ItemStatus is not ItemStatus.Archived,
            ["default_uom"] = await UnitAsync(ct),
            ["list_price"] = TrytonValue.Of(record.InvoiceItem?.UnitPrice ?? 0),
            ["account_category"] = await CategoryAsync(record, ct),
            ["products"] = new JsonArray(
                new JsonArray(
                    "create",
                    new JsonArray(
                        new JsonObject
                        {
                            ["description"] = record.InvoiceItem?.Description ?? record.BillItem?.Description,
                            ["cost_price"] = TrytonValue.Of(record.BillItem?.UnitPrice ?? 0),
                            ["active"] = record.ItemStatus is not ItemStatus.Archived,
                            ["identifiers"] = new JsonArray(
                                new JsonArray("create", new JsonArray(new JsonObject { ["code"] = marker.Text }))
                            ),
                        }
                    )
                )
            ),
        };
        var columns = await tryton.ColumnsAsync("product.template", ct);
        foreach (var (column, value) in new[] { ("salable", record.IsInvoiceItem), ("purchasable", record.IsBillItem) })
        {
            if (columns.Contains(column, StringComparer.Ordinal))
            {
                template[column] = value;
            }
        }

        await lookups.CreateAsync("product.template", template, ct);
        return await FindAsync(marker, ct) ?? throw TrytonClient.Lost("Tryton took the item, and does not find it.");
    }

    public override async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        var id = await lookups.FirstAsync(
            "product.product",
            [TrytonValue.Where("identifiers.code", "=", marker.Text)],
            ct
        );
        return id is { } found ? new WriteResult(TrytonKey.Of(found)) : null;
    }

    private static WriteOption Way(string name, string description) =>
        TrytonOptions.Object(
            name,
            description,
            required: false,
            ("unitPrice", TrytonOptions.Number("Unit price", "Up to four decimals.")),
            ("description", TrytonOptions.Text("Description", "One for both ways; the selling one goes first.")),
            (
                "accountRef",
                TrytonOptions.Reference("Account", "Through an accounting category that has it.", required: false)
            ),
            (
                "taxRateRef",
                TrytonOptions.Reference("Tax rate", "Through an accounting category that has it.", required: false)
            )
        );

    // By Tryton's own name for it, which no translation changes.
    private async Task<int> UnitAsync(CancellationToken ct)
    {
        var found = await lookups.SearchAsync(
            "ir.model.data",
            [TrytonValue.Where("module", "=", "product"), TrytonValue.Where("fs_id", "=", "uom_unit")],
            ["db_id"],
            ct
        );
        return found.Count is 0
            ? throw TrytonClient.Refuse("type", "Tryton has lost its unit of pieces.")
            : found[0].GetProperty("db_id").GetInt32();
    }

    // Accounts and taxes are not a product's own but its accounting category's. One that fits is used, else one is made.
    private async Task<int?> CategoryAsync(Item record, CancellationToken ct)
    {
        var revenue = await OwnAsync(
            "account.account",
            record.InvoiceItem?.AccountRef?.Id,
            "invoiceItem.accountRef.id",
            ct
        );
        var expense = await OwnAsync("account.account", record.BillItem?.AccountRef?.Id, "billItem.accountRef.id", ct);
        var selling = await OwnAsync(
            "account.tax",
            record.InvoiceItem?.TaxRateRef?.Id,
            "invoiceItem.taxRateRef.id",
            ct
        );
        var buying = await OwnAsync("account.tax", record.BillItem?.TaxRateRef?.Id, "billItem.taxRateRef.id", ct);
        if (revenue is null && expense is null && selling is null && buying is null)
        {
            return null;
        }

        // An account that the client left open may be any.
        var categories = await lookups.SearchAsync(
            "product.category",
            [TrytonValue.Where("accounting", "=", true)],
            [
                "account_parent",
                "taxes_parent",
                "account_revenue",
                "account_expense",
                "customer_taxes",
                "supplier_taxes",
            ],
            ct
        );
        foreach (var category in categories)
        {
            bool Has(string field, int? id) =>
                id is null
                || (
                    category.GetProperty(field).ValueKind is System.Text.Json.JsonValueKind.Number
                    && category.GetProperty(field).GetInt32() == id
                );
            bool Taxes(string field, int? id) =>
                category
                    .GetProperty(field)
                    .EnumerateArray()
                    .Select(t => t.GetInt32())
                    .SequenceEqual(id is { } t ? [t] : []);
            if (
                !IsTrue(category, "account_parent")
                && !IsTrue(category, "taxes_parent")
                && Has("account_revenue", revenue)
                && Has("account_expense", expense)
                && Taxes("customer_taxes", selling)
                && Taxes("supplier_taxes", buying)
            )
            {
                return category.GetProperty("id").GetInt32();
            }
        }

        var values = new JsonObject
        {
            ["name"] = record.Name,
            ["accounting"] = true,
            ["customer_taxes"] = Add(selling),
            ["supplier_taxes"] = Add(buying),
        };
        if (revenue is not null)
        {
            values["account_revenue"] = revenue;
        }

        if (expense is not null)
        {
            values["account_expense"] = expense;
        }

        return await lookups.CreateAsync("product.category", values, ct);
    }

    private static bool IsTrue(System.Text.Json.JsonElement record, string field) =>
        record.GetProperty(field).ValueKind is System.Text.Json.JsonValueKind.True
        || (
            record.GetProperty(field).ValueKind is System.Text.Json.JsonValueKind.Number
            && record.GetProperty(field).GetInt32() is not 0
        );

    private static JsonArray Add(int? tax) => tax is { } id ? [new JsonArray("add", new JsonArray(id))] : [];

    private async Task<int?> OwnAsync(string model, string? id, string field, CancellationToken ct) =>
        string.IsNullOrEmpty(id) ? null : await lookups.RequireOwnAsync(model, id, field, ct);
}
