using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Integrations;

namespace Causeway.Server.Link;

/// <summary>Names what a connection shares in words that its owner uses.</summary>
public static class SharedData
{
    // What matters most to whoever shares comes first; what is not in the list comes last.
    private static readonly string[] Order =
    [
        "company",
        "chartOfAccounts",
        "customers",
        "suppliers",
        "invoices",
        "creditNotes",
        "bills",
        "billCreditNotes",
        "payments",
        "billPayments",
        "items",
        "bankAccounts",
        "bankTransactions",
        "banking-accounts",
        "banking-accountBalances",
        "banking-transactions",
        "banking-transactionCategories",
        "commerce-companyInfo",
        "commerce-orders",
        "commerce-payments",
        "commerce-transactions",
        "commerce-customers",
        "commerce-products",
    ];

    /// <summary>What the connector reads.</summary>
    public static IReadOnlyList<string> Of(CatalogEntry entry, LinkTexts texts) =>
        entry.Manifest.Auth is ConnectorAuth.Upload
            ? [texts["upload.shared"]]
            :
            [
                .. entry
                    .Parts.Readers.Keys.OrderBy(PlaceOf)
                    .ThenBy(type => type.Key, StringComparer.Ordinal)
                    .Select(type => texts.Find($"data.{type.Key}") ?? type.Key)
                    .Distinct(StringComparer.Ordinal),
            ];

    private static int PlaceOf(DataType type) =>
        Array.IndexOf(Order, type.Key) is >= 0 and var place ? place : int.MaxValue;
}
