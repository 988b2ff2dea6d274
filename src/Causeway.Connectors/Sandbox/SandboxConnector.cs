using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Accounting.Catalogue;
using Causeway.Connectors.Sandbox.Accounting.General;
using Causeway.Connectors.Sandbox.Accounting.Purchases;
using Causeway.Connectors.Sandbox.Accounting.Sales;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Account = Causeway.Contracts.DataTypes.Accounting.Account;

namespace Causeway.Connectors.Sandbox;

/// <summary>Made-up firms with consistent books, in which time passes.</summary>
public sealed class SandboxConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "mqjo",
            Name = "Sandbox",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a01"),
            SourceId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a02"),
            Auth = SandboxChoices.Of(
                DataSets.All.Select(s => (s.Key, s.Name, $"{s.Kind}: {s.Description}")),
                writes: true
            ),
            Budget = new RequestBudget(10_000, TimeSpan.FromMinutes(1)),
            LogoSvg = SandboxLogos.Accounting,
            IsSandbox = true,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<FirmSource>()
            .Probes<FirmProbe>()
            .Reads<CompanyInfo, SandboxCompany>()
            .Reads<Account, SandboxAccounts>()
            .Reads<TaxRate, SandboxTaxRates>()
            .Reads<TrackingCategory, SandboxTrackingCategories>()
            .Reads<Item, SandboxItems>()
            .Reads<Customer, SandboxCustomers>()
            .Reads<Supplier, SandboxSuppliers>()
            .Reads<Invoice, SandboxInvoices>()
            .Reads<CreditNote, SandboxCreditNotes>()
            .Reads<Payment, SandboxPayments>()
            .Reads<Bill, SandboxBills>()
            .Reads<BillCreditNote, SandboxBillCreditNotes>()
            .Reads<BillPayment, SandboxBillPayments>()
            .Reads<BankAccount, SandboxBankAccounts>()
            .Reads<BankTransaction, SandboxBankTransactions>()
            .Reads<Transfer, SandboxTransfers>()
            .Reads<Journal, SandboxJournals>()
            .Reads<JournalEntry, SandboxJournalEntries>()
            .Writes<Account, SandboxAccountsWriter>()
            .Writes<Item, SandboxItemsWriter>()
            .Writes<Customer, SandboxCustomersWriter>()
            .Writes<Supplier, SandboxSuppliersWriter>()
            .Writes<Invoice, SandboxInvoicesWriter>()
            .Writes<Payment, SandboxPaymentsWriter>()
            .Writes<Bill, SandboxBillsWriter>()
            .Writes<BillPayment, SandboxBillPaymentsWriter>();
}
