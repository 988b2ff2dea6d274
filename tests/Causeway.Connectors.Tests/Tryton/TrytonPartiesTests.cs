using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Who is a customer and who a supplier, and what is known of them.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonPartiesTests(TrytonServer server)
{
    private TrytonCustomers Customers => new(server.Client(), TimeProvider.System);
    private TrytonSuppliers Suppliers => new(server.Client(), TimeProvider.System);

    [Fact]
    public async Task A_party_is_what_it_was_booked_as()
    {
        var customers = (await Customers.AllAsync<Customer>()).Select(c => c.CustomerName).ToList();
        var suppliers = (await Suppliers.AllAsync<Supplier>()).Select(s => s.SupplierName).ToList();

        customers.ShouldContain("Marlowe Interiors");
        suppliers.ShouldNotContain("Marlowe Interiors");
        suppliers.ShouldContain("Lumen Energy");
        customers.ShouldNotContain("Lumen Energy");
        customers.ShouldContain("Two Rivers Print");
        suppliers.ShouldContain("Two Rivers Print");
        customers.ShouldContain("Prospect Nobody Billed");
        suppliers.ShouldContain("Prospect Nobody Billed");
    }

    [Fact]
    public async Task Ids_are_those_of_the_records()
    {
        (await Customers.IdsAsync()).ShouldBe(
            (await Customers.AllAsync<Customer>()).Select(c => c.Id!),
            ignoreOrder: true
        );
        (await Suppliers.IdsAsync()).ShouldBe(
            (await Suppliers.AllAsync<Supplier>()).Select(c => c.Id!),
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_customer_has_its_addresses_and_contacts()
    {
        var customers = await Customers.AllAsync<Customer>();

        var marlowe = customers.Single(c => c.CustomerName is "Marlowe Interiors");
        (marlowe.EmailAddress, marlowe.Phone, marlowe.Status).ShouldBe(
            ("accounts@marlowe.example", "+44 117 496 0101", CustomerStatus.Active)
        );
        var address = marlowe.Addresses.ShouldHaveSingleItem();
        (address.Type, address.Line1, address.Line2, address.City, address.PostalCode, address.Country).ShouldBe(
            (AddressType.Billing, "1 Quay Street", "Unit 4", "Bristol", "BS1 1AA", "GB")
        );
        marlowe.SourceModifiedDate.ShouldNotBeNull();
        customers.ShouldContain(c => c.CustomerName == "北極星 Trading");
        customers.Single(c => c.CustomerName is "Closed Down Ltd").Status.ShouldBe(CustomerStatus.Archived);
    }

    [Fact]
    public async Task A_supplier_has_its_number_in_the_register()
    {
        var suppliers = await Suppliers.AllAsync<Supplier>();

        suppliers.Single(s => s.SupplierName is "Ironbridge Timber").RegistrationNumber.ShouldBe("REG-0");
    }

    [Fact]
    public async Task The_company_has_its_numbers_and_its_year()
    {
        var company = (
            await new TrytonCompany(server.Client(), TimeProvider.System).AllAsync<CompanyInfo>()
        ).ShouldHaveSingleItem();

        (company.CompanyName, company.BaseCurrency, company.AccountingPlatformRef).ShouldBe(
            ("Saltmarsh Workshop Ltd", "GBP", TrytonKey.Of(TrytonServer.Company))
        );
        company.TaxNumber.ShouldNotBeNull().ShouldEndWith("123456782");
        company.PhoneNumbers.ShouldHaveSingleItem().Type.ShouldBe(PhoneNumberType.Landline);
        (company.FinancialYearStartDate!.Value.Month, company.FinancialYearStartDate.Value.Day).ShouldBe((1, 1));
        company.LedgerLockDate.ShouldBeNull();
    }
}
