using Causeway.Connectors.Tryton.Catalogue;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Items and tax rates of the live server.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonCatalogueTests(TrytonServer server)
{
    [Fact]
    public async Task Taxes_have_their_parts_and_percentages()
    {
        var taxes = (await new TrytonTaxRates(server.Client(), TimeProvider.System).AllAsync<TaxRate>()).ToDictionary(
            t => t.Name!,
            StringComparer.Ordinal
        );

        taxes["VAT 20%"].EffectiveTaxRate.ShouldBe(20);
        taxes["VAT 20%"].Components.ShouldHaveSingleItem().Rate.ShouldBe(20);
        taxes["VAT 5%"].TotalTaxRate.ShouldBe(5);
        taxes["VAT 0%"].TotalTaxRate.ShouldBe(0);
        taxes["VAT 17.5%"].Status.ShouldBe(TaxRateStatus.Archived);
        taxes["VAT 20% and levy"].TotalTaxRate.ShouldBeNull();
        taxes["VAT 20% and levy"].Components!.Select(c => c.Rate).ShouldBe([20, null], ignoreOrder: true);
        taxes.Keys.ShouldNotContain("Survey levy");
    }

    [Fact]
    public async Task Items_have_prices_accounts_and_taxes()
    {
        var items = (await new TrytonItems(server.Client(), TimeProvider.System).AllAsync<Item>()).ToDictionary(
            i => i.Name!,
            StringComparer.Ordinal
        );

        var panel = items["Insulation panel"];
        (panel.Code, panel.Type, panel.ItemStatus).ShouldBe(("INS-9", ItemType.Inventory, ItemStatus.Active));
        panel.InvoiceItem!.UnitPrice.ShouldBe(18.4375m);
        panel.InvoiceItem.AccountRef!.Name.ShouldBe("Main Revenue");
        panel.InvoiceItem.TaxRateRef!.EffectiveTaxRate.ShouldBe(5);
        panel.BillItem!.UnitPrice.ShouldBe(9.2188m);
        panel.BillItem.AccountRef!.Name.ShouldBe("Main Expense");
        (panel.IsBillItem, panel.IsInvoiceItem).ShouldBe((true, true));
        items["Design day"].Type.ShouldBe(ItemType.Service);
        items["Retired chair"].ItemStatus.ShouldBe(ItemStatus.Archived);
    }
}
