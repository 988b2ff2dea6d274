using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Contracts.DataTypes.Banking;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Tests.DataTypes;

public sealed class DataTypeTests
{
    // Databases hold the numbers: a line may be added at the end, none changed.
    private const string Numbers = """
        1 Accounting Connection accountTransactions accountTransactions
        2 Accounting Company balanceSheet financials/balanceSheet
        3 Accounting Connection bankAccounts bankAccounts
        4 Accounting Connection bankTransactions bankTransactions
        5 Accounting Company billCreditNotes billCreditNotes
        6 Accounting Company billPayments billPayments
        7 Accounting Company bills bills
        8 Accounting Company cashFlowStatement financials/cashFlowStatement
        9 Accounting Company chartOfAccounts accounts
        10 Accounting Company company info
        11 Accounting Company creditNotes creditNotes
        12 Accounting Company customers customers
        13 Accounting Connection directCosts directCosts
        14 Accounting Connection directIncomes directIncomes
        15 Accounting Company invoices invoices
        16 Accounting Connection itemReceipts itemReceipts
        17 Accounting Company items items
        18 Accounting Company journalEntries journalEntries
        19 Accounting Company journals journals
        20 Accounting Company paymentMethods paymentMethods
        21 Accounting Company payments payments
        22 Accounting Company profitAndLoss financials/profitAndLoss
        23 Accounting Company purchaseOrders purchaseOrders
        24 Accounting Company salesOrders salesOrders
        25 Accounting Company suppliers suppliers
        26 Accounting Company taxRates taxRates
        27 Accounting Company trackingCategories trackingCategories
        28 Accounting Connection transfers transfers
        29 Banking Connection banking-accounts banking-accounts
        30 Banking Connection banking-accountBalances banking-accountBalances
        31 Banking Connection banking-transactions banking-transactions
        32 Banking Connection banking-transactionCategories banking-transactionCategories
        33 Commerce Connection commerce-companyInfo commerce-info
        34 Commerce Connection commerce-customers commerce-customers
        35 Commerce Connection commerce-disputes commerce-disputes
        36 Commerce Connection commerce-locations commerce-locations
        37 Commerce Connection commerce-orders commerce-orders
        38 Commerce Connection commerce-paymentMethods commerce-paymentMethods
        39 Commerce Connection commerce-payments commerce-payments
        40 Commerce Connection commerce-productCategories commerce-productCategories
        41 Commerce Connection commerce-products commerce-products
        42 Commerce Connection commerce-taxComponents commerce-taxComponents
        43 Commerce Connection commerce-transactions commerce-transactions
        """;

    [Fact]
    public void The_numbers_and_paths_of_data_types_never_change() =>
        string.Join('\n', DataType.All.Select(t => $"{t.Number} {t.SourceType} {t.Level} {t.Key} {t.Path}"))
            .ShouldBe(Numbers.ReplaceLineEndings("\n"));

    [Fact]
    public void A_data_type_is_found_by_its_exact_key_and_by_its_number()
    {
        foreach (var dataType in DataType.All)
        {
            DataType.TryGet(dataType.Key, out var byKey).ShouldBeTrue();
            DataType.TryGet(dataType.Number, out var byNumber).ShouldBeTrue();

            byKey.ShouldBeSameAs(dataType);
            byNumber.ShouldBeSameAs(dataType);
            dataType.ToString().ShouldBe(dataType.Key);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Invoices")]
    [InlineData("accounts")]
    [InlineData("commerce-info")]
    [InlineData("custom/mine")]
    public void Any_other_key_is_not_found(string? key) => DataType.TryGet(key, out _).ShouldBeFalse();

    [Fact]
    public void A_record_knows_its_data_type()
    {
        DataType.Of<Account>().Key.ShouldBe("chartOfAccounts");
        DataType.Of<CommerceCompanyInfo>().Key.ShouldBe("commerce-companyInfo");
        DataType.Of<BankingAccountBalance>().SourceType.ShouldBe(SourceType.Banking);
    }

    [Fact]
    public void What_there_is_one_of_is_a_singleton() =>
        DataType
            .All.Where(t => t.IsSingleton)
            .Select(t => t.Key)
            .ShouldBe(["balanceSheet", "cashFlowStatement", "company", "profitAndLoss", "commerce-companyInfo"]);

    [Fact]
    public void A_record_is_told_apart_by_its_id_or_by_what_stands_for_it()
    {
        Key(new Customer { Id = "c/1", Status = CustomerStatus.Active }).ShouldBe("c/1");
        Key(new Customer { Status = CustomerStatus.Active }).ShouldBeEmpty();
        Key(new CompanyInfo()).ShouldBe("company");
        Key(new CommerceCompanyInfo()).ShouldBe("company");
        Key(
                new BankingAccountBalance
                {
                    AccountId = "a1",
                    Balance = new BankingBalance(),
                    Date = DateTimeOffset.UnixEpoch,
                }
            )
            .ShouldBe("a1");
    }

    private static string Key(IStandardRecord record) => record.RecordKey;
}
