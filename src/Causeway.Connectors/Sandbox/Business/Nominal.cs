using Causeway.Connectors.Sandbox.Accounting.Writing;

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>The accounts of every made-up business, and what is counted beside them.</summary>
internal enum Nominal
{
    Equipment,
    WornOff,
    Receivable,
    Current,
    Savings,
    Payable,
    Card,
    SalesTax,
    PurchaseTax,
    Accruals,
    Capital,
    Goods,
    Services,
    Interest,
    Materials,
    Rent,
    Wages,
    Office,
    Travel,
    Utilities,
    BankFees,
    Wear,
}

/// <summary>The class of an account, which tells the side on which it grows.</summary>
internal enum AccountKind
{
    Asset,
    Liability,
    Equity,
    Income,
    Expense,
}

/// <summary>An account as people know it.</summary>
internal sealed record AccountCard(Nominal Account, string Code, string Name, AccountKind Kind, string Group)
{
    public string Id => "acc-" + Code;

    public bool IsBank => Account is Nominal.Current or Nominal.Savings or Nominal.Card;
}

/// <summary>The chart of accounts.</summary>
internal static class Chart
{
    public static readonly AccountCard[] Cards =
    [
        new(Nominal.Equipment, "1000", "Equipment", AccountKind.Asset, "Fixed"),
        new(Nominal.WornOff, "1010", "Equipment: accumulated depreciation", AccountKind.Asset, "Fixed"),
        new(Nominal.Receivable, "1100", "Accounts receivable", AccountKind.Asset, "Current"),
        new(Nominal.Current, "1200", "Current account", AccountKind.Asset, "Bank"),
        new(Nominal.Savings, "1210", "Savings account", AccountKind.Asset, "Bank"),
        new(Nominal.Payable, "2100", "Accounts payable", AccountKind.Liability, "Current"),
        new(Nominal.Card, "2150", "Company card", AccountKind.Liability, "CreditCard"),
        new(Nominal.SalesTax, "2200", "Tax on sales", AccountKind.Liability, "Current"),
        new(Nominal.PurchaseTax, "2210", "Tax on purchases", AccountKind.Liability, "Current"),
        new(Nominal.Accruals, "2300", "Accruals", AccountKind.Liability, "Current"),
        new(Nominal.Capital, "3000", "Share capital", AccountKind.Equity, "Capital"),
        new(Nominal.Goods, "4000", "Sales of goods", AccountKind.Income, "Sales"),
        new(Nominal.Services, "4100", "Sales of services", AccountKind.Income, "Sales"),
        new(Nominal.Interest, "4900", "Interest received", AccountKind.Income, "Other"),
        new(Nominal.Materials, "5000", "Goods and materials", AccountKind.Expense, "CostOfSales"),
        new(Nominal.Rent, "6000", "Rent", AccountKind.Expense, "Overhead"),
        new(Nominal.Wages, "6100", "Wages", AccountKind.Expense, "Overhead"),
        new(Nominal.Office, "6200", "Office costs", AccountKind.Expense, "Overhead"),
        new(Nominal.Travel, "6300", "Travel", AccountKind.Expense, "Overhead"),
        new(Nominal.Utilities, "6400", "Utilities", AccountKind.Expense, "Overhead"),
        new(Nominal.BankFees, "6500", "Bank fees", AccountKind.Expense, "Overhead"),
        new(Nominal.Wear, "6600", "Depreciation", AccountKind.Expense, "Overhead"),
    ];

    public static readonly int Accounts = Cards.Length;

    public static AccountCard Of(Nominal account) => Cards[(int)account];

    public static AccountCard? Find(string? id) => Array.Find(Cards, c => c.Id == id);
}
