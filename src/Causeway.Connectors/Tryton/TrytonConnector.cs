using Causeway.Connectors.Tryton.Catalogue;
using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Ledger;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton;

/// <summary>Tryton, an accounting system that firms run themselves; reached over its JSON-RPC.</summary>
public sealed class TrytonConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "trtn",
            Name = "Tryton",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("5b0a4a0e-3c1f-4f0b-9a53-7a1d2f6c8e01"),
            SourceId = new Guid("c2f1c6b4-8a7e-4d55-b1c9-0e4f7d93a602"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = TrytonFields.Url,
                    Label = "Server",
                    Kind = AuthFieldKind.Url,
                    Help =
                        "The address of your Tryton server, without the database, such as https://tryton.example.com.",
                },
                new AuthField
                {
                    Name = TrytonFields.Database,
                    Label = "Database",
                    Kind = AuthFieldKind.Text,
                    Help = "The name that you choose when you log in to Tryton.",
                },
                new AuthField
                {
                    Name = TrytonFields.User,
                    Label = "User",
                    Kind = AuthFieldKind.Text,
                    Help = "Best a user of its own, in the group Account.",
                },
                new AuthField
                {
                    Name = TrytonFields.Password,
                    Label = "Password",
                    Kind = AuthFieldKind.Password,
                },
            ]),
            // Tryton sets no limit; this keeps a sync from taking the whole of a small server.
            Budget = new RequestBudget(600, TimeSpan.FromMinutes(1), Concurrent: 2),
            LogoSvg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Tryton"><rect width="64" height="64" rx="12" fill="#2b6b6f"/><path d="M14 20h36v7H36v23h-8V27H14z" fill="#fff"/><path d="M14 36c0-4 8-4 8 0v8c0 4-8 4-8 0zM42 36c0-4 8-4 8 0v8c0 4-8 4-8 0z" fill="#f2b84b"/></svg>
                """,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<TrytonClient>()
            .Probes<TrytonProbe>()
            .Reads<CompanyInfo, TrytonCompany>()
            .Reads<Account, TrytonAccounts>()
            .Reads<BankAccount, TrytonBankAccounts>()
            .Reads<BankTransaction, TrytonBankTransactions>()
            .Reads<Transfer, TrytonTransfers>()
            .Reads<Journal, TrytonJournals>()
            .Reads<JournalEntry, TrytonJournalEntries>()
            .Reads<TaxRate, TrytonTaxRates>()
            .Reads<Item, TrytonItems>()
            .Reads<Customer, TrytonCustomers>()
            .Reads<Supplier, TrytonSuppliers>()
            .Reads<Payment, TrytonPayments>()
            .Reads<BillPayment, TrytonBillPayments>()
            .Reads<Invoice, TrytonInvoices>()
            .Reads<CreditNote, TrytonCreditNotes>()
            .Reads<Bill, TrytonBills>()
            .Reads<BillCreditNote, TrytonBillCreditNotes>()
            .Writes<Customer, TrytonCustomersWriter>()
            .Writes<Supplier, TrytonSuppliersWriter>()
            .Writes<Invoice, TrytonInvoicesWriter>()
            .Writes<Bill, TrytonBillsWriter>()
            .Writes<Payment, TrytonPaymentsWriter>()
            .Writes<BillPayment, TrytonBillPaymentsWriter>()
            .Writes<Account, TrytonAccountsWriter>()
            .Writes<Item, TrytonItemsWriter>();
}
