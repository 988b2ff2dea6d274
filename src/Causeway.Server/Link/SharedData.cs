using Causeway.Contracts.DataTypes;
using Causeway.Server.Integrations;

namespace Causeway.Server.Link;

/// <summary>Names what a connection shares in words that its owner uses.</summary>
public static class SharedData
{
    private static readonly OrderedDictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["company"] = "Your company's name and details",
        ["chartOfAccounts"] = "Chart of accounts and balances",
        ["customers"] = "Customers",
        ["suppliers"] = "Suppliers",
        ["invoices"] = "Invoices",
        ["creditNotes"] = "Credit notes",
        ["bills"] = "Bills",
        ["billCreditNotes"] = "Supplier credit notes",
        ["payments"] = "Payments from customers",
        ["billPayments"] = "Payments to suppliers",
        ["items"] = "Products and services",
        ["taxRates"] = "Tax rates",
        ["trackingCategories"] = "Departments and other categories",
        ["bankAccounts"] = "Bank accounts",
        ["bankTransactions"] = "Bank transactions",
        ["journals"] = "Journals",
        ["journalEntries"] = "Journal entries",
        ["transfers"] = "Transfers between accounts",
        ["banking-accounts"] = "Bank accounts",
        ["banking-accountBalances"] = "Account balances",
        ["banking-transactions"] = "Bank transactions",
        ["banking-transactionCategories"] = "Categories of transactions",
        ["commerce-companyInfo"] = "Your shop's name and details",
        ["commerce-customers"] = "Customers",
        ["commerce-orders"] = "Orders",
        ["commerce-products"] = "Products",
        ["commerce-payments"] = "Payments",
        ["commerce-paymentMethods"] = "Payment methods",
        ["commerce-transactions"] = "Payouts, fees and refunds",
        ["commerce-locations"] = "Locations and stock",
        ["commerce-disputes"] = "Disputes",
        ["commerce-taxComponents"] = "Taxes",
        ["commerce-productCategories"] = "Product categories",
    };

    /// <summary>What the connector reads, in the order of the list above; what is not in it comes last.</summary>
    public static IReadOnlyList<string> Of(CatalogEntry entry) =>
        [.. entry.Parts.Readers.Keys.OrderBy(PlaceOf).Select(WordOf).Distinct(StringComparer.Ordinal)];

    private static int PlaceOf(DataType type) => Words.IndexOf(type.Key) is >= 0 and var place ? place : int.MaxValue;

    private static string WordOf(DataType type) => Words.TryGetValue(type.Key, out var word) ? word : type.Key;
}
