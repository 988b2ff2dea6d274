using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Contracts.DataTypes.Banking;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Contracts.DataTypes;

/// <summary>
/// A kind of record in the standard data model. There is one instance for each, so they compare by reference.
/// </summary>
public sealed class DataType
{
    private static readonly FrozenDictionary<string, DataType> ByKey;
    private static readonly FrozenDictionary<int, DataType> ByNumber;

    static DataType()
    {
        All = Define();
        ByKey = All.ToFrozenDictionary(t => t.Key, StringComparer.Ordinal);
        ByNumber = All.ToFrozenDictionary(t => t.Number);
    }

    private DataType(int number, string key, SourceType sourceType, DataLevel level, Type? model = null)
    {
        Number = number;
        Key = key;
        Path = key;
        SourceType = sourceType;
        Level = level;
        Model = model;
    }

    /// <summary>Every data type of the API, in the order of <see cref="Number"/>.</summary>
    public static IReadOnlyList<DataType> All { get; }

    /// <summary>Stands for the data type in storage; never changes and is never used again for another.</summary>
    public int Number { get; }

    /// <summary>Name in the API, such as <c>chartOfAccounts</c>.</summary>
    public string Key { get; }

    /// <summary>
    /// What follows <c>/data/</c> where it is read, such as <c>accounts</c>. (The one exception: bank transactions are
    /// read below their bank account.)
    /// </summary>
    public string Path { get; private init; }

    /// <summary>Kind of system that it comes from.</summary>
    public SourceType SourceType { get; }

    /// <summary>Whether it is read of a company or of one connection.</summary>
    public DataLevel Level { get; }

    /// <summary>Whether there is one object of it and no list.</summary>
    public bool IsSingleton { get; private init; }

    /// <summary>Its record in the standard model; null when we have none.</summary>
    public Type? Model { get; }

    /// <summary>How its record is read and written; null when we have no model of it.</summary>
    // Made when it is first asked for: all of them are thousands of methods to compile.
    public JsonTypeInfo? Json => Model is null ? null : field ??= StandardJson.Wire.GetTypeInfo(Model);

    /// <summary>Whether records are served with <c>metadata.isDeleted</c>.</summary>
    public bool HasMetadata { get; private init; }

    /// <summary>Whether records are served with <c>modifiedDate</c>.</summary>
    public bool HasModifiedDate { get; private init; } = true;

    /// <summary>Finds a data type by its exact key.</summary>
    public static bool TryGet(string? key, [NotNullWhen(true)] out DataType? dataType)
    {
        dataType = null;
        return key is not null && ByKey.TryGetValue(key, out dataType);
    }

    /// <summary>Finds a data type by the number that storage has of it.</summary>
    public static bool TryGet(int number, [NotNullWhen(true)] out DataType? dataType) =>
        ByNumber.TryGetValue(number, out dataType);

    /// <summary>The data type that a record belongs to.</summary>
    public static DataType Of<TRecord>()
        where TRecord : IStandardRecord => OfRecord<TRecord>.DataType;

    /// <inheritdoc/>
    public override string ToString() => Key;

    // Databases hold the numbers: add at the end, never renumber, never reuse.
    private static DataType[] Define() =>
        [
            new(1, "accountTransactions", SourceType.Accounting, DataLevel.Connection) { HasMetadata = true },
            new(2, "balanceSheet", SourceType.Accounting, DataLevel.Company)
            {
                Path = "financials/balanceSheet",
                IsSingleton = true,
                HasModifiedDate = false,
            },
            new(3, "bankAccounts", SourceType.Accounting, DataLevel.Connection, typeof(BankAccount))
            {
                HasMetadata = true,
            },
            new(4, "bankTransactions", SourceType.Accounting, DataLevel.Connection, typeof(BankTransaction)),
            new(5, "billCreditNotes", SourceType.Accounting, DataLevel.Company, typeof(BillCreditNote))
            {
                HasMetadata = true,
            },
            new(6, "billPayments", SourceType.Accounting, DataLevel.Company, typeof(BillPayment))
            {
                HasMetadata = true,
            },
            new(7, "bills", SourceType.Accounting, DataLevel.Company, typeof(Bill)) { HasMetadata = true },
            new(8, "cashFlowStatement", SourceType.Accounting, DataLevel.Company)
            {
                Path = "financials/cashFlowStatement",
                IsSingleton = true,
                HasModifiedDate = false,
            },
            new(9, "chartOfAccounts", SourceType.Accounting, DataLevel.Company, typeof(Account))
            {
                Path = "accounts",
                HasMetadata = true,
            },
            new(10, "company", SourceType.Accounting, DataLevel.Company, typeof(CompanyInfo))
            {
                Path = "info",
                IsSingleton = true,
                HasModifiedDate = false,
            },
            new(11, "creditNotes", SourceType.Accounting, DataLevel.Company, typeof(CreditNote)) { HasMetadata = true },
            new(12, "customers", SourceType.Accounting, DataLevel.Company, typeof(Customer)) { HasMetadata = true },
            new(13, "directCosts", SourceType.Accounting, DataLevel.Connection) { HasMetadata = true },
            new(14, "directIncomes", SourceType.Accounting, DataLevel.Connection) { HasMetadata = true },
            new(15, "invoices", SourceType.Accounting, DataLevel.Company, typeof(Invoice)) { HasMetadata = true },
            new(16, "itemReceipts", SourceType.Accounting, DataLevel.Connection) { HasMetadata = true },
            new(17, "items", SourceType.Accounting, DataLevel.Company, typeof(Item)) { HasMetadata = true },
            new(18, "journalEntries", SourceType.Accounting, DataLevel.Company, typeof(JournalEntry))
            {
                HasMetadata = true,
            },
            new(19, "journals", SourceType.Accounting, DataLevel.Company, typeof(Journal)) { HasMetadata = true },
            new(20, "paymentMethods", SourceType.Accounting, DataLevel.Company) { HasMetadata = true },
            new(21, "payments", SourceType.Accounting, DataLevel.Company, typeof(Payment)) { HasMetadata = true },
            new(22, "profitAndLoss", SourceType.Accounting, DataLevel.Company)
            {
                Path = "financials/profitAndLoss",
                IsSingleton = true,
                HasModifiedDate = false,
            },
            new(23, "purchaseOrders", SourceType.Accounting, DataLevel.Company) { HasMetadata = true },
            new(24, "salesOrders", SourceType.Accounting, DataLevel.Company) { HasMetadata = true },
            new(25, "suppliers", SourceType.Accounting, DataLevel.Company, typeof(Supplier)) { HasMetadata = true },
            new(26, "taxRates", SourceType.Accounting, DataLevel.Company, typeof(TaxRate)) { HasMetadata = true },
            new(27, "trackingCategories", SourceType.Accounting, DataLevel.Company, typeof(TrackingCategory))
            {
                HasMetadata = true,
            },
            new(28, "transfers", SourceType.Accounting, DataLevel.Connection, typeof(Transfer)) { HasMetadata = true },
            new(29, "banking-accounts", SourceType.Banking, DataLevel.Connection, typeof(BankingAccount)),
            new(30, "banking-accountBalances", SourceType.Banking, DataLevel.Connection, typeof(BankingAccountBalance)),
            new(31, "banking-transactions", SourceType.Banking, DataLevel.Connection, typeof(BankingTransaction)),
            new(
                32,
                "banking-transactionCategories",
                SourceType.Banking,
                DataLevel.Connection,
                typeof(BankingTransactionCategory)
            ),
            new(33, "commerce-companyInfo", SourceType.Commerce, DataLevel.Connection, typeof(CommerceCompanyInfo))
            {
                Path = "commerce-info",
                IsSingleton = true,
            },
            new(34, "commerce-customers", SourceType.Commerce, DataLevel.Connection, typeof(CommerceCustomer)),
            new(35, "commerce-disputes", SourceType.Commerce, DataLevel.Connection, typeof(CommerceDispute)),
            new(36, "commerce-locations", SourceType.Commerce, DataLevel.Connection, typeof(CommerceLocation)),
            new(37, "commerce-orders", SourceType.Commerce, DataLevel.Connection, typeof(CommerceOrder)),
            new(
                38,
                "commerce-paymentMethods",
                SourceType.Commerce,
                DataLevel.Connection,
                typeof(CommercePaymentMethod)
            ),
            new(39, "commerce-payments", SourceType.Commerce, DataLevel.Connection, typeof(CommercePayment)),
            new(
                40,
                "commerce-productCategories",
                SourceType.Commerce,
                DataLevel.Connection,
                typeof(CommerceProductCategory)
            ),
            new(41, "commerce-products", SourceType.Commerce, DataLevel.Connection, typeof(CommerceProduct)),
            new(42, "commerce-taxComponents", SourceType.Commerce, DataLevel.Connection, typeof(CommerceTaxComponent)),
            new(43, "commerce-transactions", SourceType.Commerce, DataLevel.Connection, typeof(CommerceTransaction)),
        ];

    private static class OfRecord<TRecord>
    {
        public static readonly DataType DataType = All.Single(t => t.Model == typeof(TRecord));
    }
}

/// <summary>What a data type is read of.</summary>
public enum DataLevel
{
    /// <summary>A company: its one accounting connection answers.</summary>
    Company,

    /// <summary>One connection of a company.</summary>
    Connection,
}
