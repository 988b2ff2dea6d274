using Causeway.Connectors.Sandbox;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxBooksTests
{
    public static TheoryData<string, double> Moments =>
        new()
        {
            { "corner-shop", 0 },
            { "corner-shop", 11 },
            { "corner-shop", 5_000 },
            { "consultancy", 0 },
            { "consultancy", 47 },
            { "wholesaler", 3 },
            { "workshop-1k", 90 },
            { "distributor-20k", 1 },
        };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Every_entry_balances_and_the_accounts_hold_the_sum_of_their_lines(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));

        var entries = await world.ReadAsync<JournalEntry>();
        var accounts = await world.ReadAsync<Account>();

        entries.ShouldAllBe(e => e.JournalLines!.Sum(l => l.NetAmount) == 0 && e.JournalLines!.Count >= 2);
        var sums = entries
            .SelectMany(e => e.JournalLines!)
            .GroupBy(l => l.AccountRef!.Id!)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.NetAmount));
        foreach (var account in accounts)
        {
            var debit = sums.GetValueOrDefault(account.Id!);
            account.CurrentBalance.ShouldBe(
                account.Type is AccountType.Asset or AccountType.Expense ? debit : -debit,
                account.Name
            );
        }

        sums.Keys.ShouldBeSubsetOf(accounts.Select(a => a.Id!));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Invoices_add_up_and_their_payments_settle_them(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));

        var invoices = await world.ReadAsync<Invoice>();
        var payments = await world.ReadAsync<Payment>();

        foreach (var invoice in invoices)
        {
            invoice.SubTotal.ShouldBe(invoice.LineItems!.Sum(l => l.SubTotal));
            invoice.TotalTaxAmount.ShouldBe(invoice.LineItems!.Sum(l => l.TaxAmount)!.Value);
            invoice.TotalAmount.ShouldBe(invoice.SubTotal!.Value + invoice.TotalTaxAmount);
            invoice.LineItems!.All(l => l.SubTotal == (l.UnitAmount * l.Quantity) - l.DiscountAmount).ShouldBeTrue();
            invoice.LineItems!.All(l => l.TotalAmount == l.SubTotal + l.TaxAmount).ShouldBeTrue();
            var settled = invoice.PaymentAllocations!.Sum(a => a.Allocation.TotalAmount)!.Value;
            settled.ShouldBeLessThanOrEqualTo(0);
            invoice.AmountDue.ShouldBe(
                invoice.Status is InvoiceStatus.Void ? 0 : invoice.TotalAmount + settled,
                invoice.Id
            );
            invoice.Status.ShouldBe(
                invoice switch
                {
                    { Status: InvoiceStatus.Void or InvoiceStatus.Draft } => invoice.Status,
                    { AmountDue: 0 } => InvoiceStatus.Paid,
                    _ when settled < 0 => InvoiceStatus.PartiallyPaid,
                    _ => InvoiceStatus.Submitted,
                }
            );
            (invoice.PaidOnDate is not null).ShouldBe(invoice.Status is InvoiceStatus.Paid);
        }

        payments.ShouldAllBe(p => p.TotalAmount == p.Lines!.Sum(l => l.Amount));
        payments.SelectMany(p => p.Lines!).ShouldAllBe(l => l.Amount + l.Links!.Sum(k => k.Amount) == 0);
        var allocated = invoices.SelectMany(i =>
            i.PaymentAllocations!.Select(a => (i.Id, a.Payment.Id, a.Allocation.TotalAmount))
        );
        var linked = payments.SelectMany(p =>
            p.Lines!.SelectMany(l => l.Links!)
                .Where(k => k.Type is PaymentLinkType.Invoice)
                .Select(k => (k.Id, (string?)p.Id, k.Amount))
        );
        allocated.Order().ShouldBe(linked.Order());
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Bills_add_up_and_their_payments_settle_them(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));

        var bills = await world.ReadAsync<Bill>();
        var payments = await world.ReadAsync<BillPayment>();

        foreach (var bill in bills)
        {
            bill.SubTotal.ShouldBe(bill.LineItems!.Sum(l => l.SubTotal)!.Value);
            bill.TaxAmount.ShouldBe(bill.LineItems!.Sum(l => l.TaxAmount)!.Value);
            bill.TotalAmount.ShouldBe(bill.SubTotal + bill.TaxAmount);
            bill.AmountDue.ShouldBe(
                bill.TotalAmount + bill.PaymentAllocations!.Sum(a => a.Allocation.TotalAmount)!.Value
            );
        }

        payments.ShouldAllBe(p => p.TotalAmount == p.Lines!.Sum(l => l.Amount));
        var allocated = bills.SelectMany(b =>
            b.PaymentAllocations!.Select(a => (b.Id, a.Payment.Id, a.Allocation.TotalAmount))
        );
        var linked = payments.SelectMany(p =>
            p.Lines!.SelectMany(l => l.Links!)
                .Where(k => k.Type is BillPaymentLinkType.Bill)
                .Select(k => (k.Id, (string?)p.Id, k.Amount))
        );
        allocated.Order().ShouldBe(linked.Order());
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task What_is_owed_is_what_the_open_documents_come_to(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));

        var accounts = (await world.RowsAsync<Account, SandboxAccount>()).ToDictionary(a => a.Name, a => a.Debit);
        var invoices = await world.RowsAsync<Invoice, SandboxInvoice>();
        var credits = await world.RowsAsync<CreditNote, SandboxCreditNote>();
        var payments = await world.RowsAsync<Payment, SandboxPayment>();
        var bills = await world.RowsAsync<Bill, SandboxBill>();
        var billCredits = await world.RowsAsync<BillCreditNote, SandboxBillCreditNote>();
        var billPayments = await world.RowsAsync<BillPayment, SandboxPayment>();

        var owed =
            invoices.Where(i => i.State is not ("draft" or "void")).Sum(i => i.Home)
            - credits.Sum(c => c.Home)
            - payments.Sum(p => p.Home ?? p.Total);
        accounts["Accounts receivable"].ShouldBe(owed);
        var owing =
            bills.Where(b => b.State is not "draft").Sum(b => b.Home)
            - billCredits.Sum(c => c.Home)
            - billPayments.Sum(p => p.Total);
        accounts["Accounts payable"].ShouldBe(-owing);
        if (invoices.All(i => i.Rate == 1_000_000))
        {
            owed.ShouldBe(invoices.Where(i => i.State is not "draft").Sum(i => i.Open) - credits.Sum(c => c.Open));
        }

        owing.ShouldBe(bills.Where(b => b.State is not "draft").Sum(b => b.Open));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Bank_balances_follow_from_the_lines(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));

        var accounts = await world.ReadAsync<BankAccount>();
        var lines = await world.ReadAsync<BankTransaction>();

        lines.Select(l => l.AccountId).Distinct().ShouldBe(accounts.Select(a => a.Id), ignoreOrder: true);
        foreach (var account in accounts)
        {
            var own = lines.Where(l => l.AccountId == account.Id).ToList();
            var sign = account.AccountType is BankAccountType.Credit ? -1 : 1;
            var running = 0m;
            foreach (var line in own)
            {
                running += sign * line.Amount!.Value;
                line.Balance.ShouldBe(running, line.Id);
            }

            account.Balance.ShouldBe(running);
            own.Select(l => l.ClearedOnDate).ShouldBeInOrder();
            running.ShouldBeGreaterThanOrEqualTo(account.AccountType is BankAccountType.Credit ? 0 : 0.01m);
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task References_lead_to_records(string set, double minutes)
    {
        var world = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));
        var customers = await KeysAsync<Customer>();
        var suppliers = await KeysAsync<Supplier>();
        var accounts = await KeysAsync<Account>();
        var items = await KeysAsync<Item>();
        var taxes = await KeysAsync<TaxRate>();
        var tags = await KeysAsync<TrackingCategory>();
        var invoices = await world.ReadAsync<Invoice>();
        var bills = await world.ReadAsync<Bill>();
        var payments = await world.ReadAsync<Payment>();
        var billPayments = await world.ReadAsync<BillPayment>();
        var credits = await world.ReadAsync<CreditNote>();
        var entries = await world.ReadAsync<JournalEntry>();

        Resolve(invoices.Select(i => i.CustomerRef!.Id), customers);
        Resolve(credits.Select(i => i.CustomerRef!.Id), customers);
        Resolve(payments.Select(p => p.CustomerRef!.Id), customers);
        Resolve(bills.Select(b => b.SupplierRef!.Id), suppliers);
        Resolve(billPayments.Select(b => b.SupplierRef!.Id), suppliers);
        var lines = invoices.SelectMany(i => i.LineItems!).ToList();
        Resolve(lines.Select(l => l.AccountRef!.Id), accounts);
        Resolve(lines.Select(l => l.ItemRef?.Id), items);
        Resolve(lines.Select(l => l.TaxRateRef!.Id), taxes);
        Resolve(lines.SelectMany(l => l.Tracking!.CategoryRefs).Select(r => r.Id), tags);
        Resolve(bills.SelectMany(b => b.LineItems!).Select(l => l.AccountRef!.Id), accounts);
        Resolve(bills.SelectMany(b => b.LineItems!).Select(l => l.TaxRateRef!.Id), taxes);
        Resolve(payments.Select(p => p.AccountRef?.Id), await KeysAsync<BankAccount>());
        Resolve(entries.Select(e => e.JournalRef!.Id), await KeysAsync<Journal>());
        var links = payments.SelectMany(p => p.Lines!).SelectMany(l => l.Links!).ToList();
        Resolve(links.Where(l => l.Type is PaymentLinkType.Invoice).Select(l => l.Id), await KeysAsync<Invoice>());
        Resolve(
            links.Where(l => l.Type is PaymentLinkType.CreditNote).Select(l => l.Id),
            await KeysAsync<CreditNote>()
        );
        foreach (var of in entries.Where(e => e.RecordRef is not null).GroupBy(e => e.RecordRef!.DataType))
        {
            var keys = of.Key switch
            {
                JournalEntryRecordType.Invoices => await KeysAsync<Invoice>(),
                JournalEntryRecordType.CreditNotes => await KeysAsync<CreditNote>(),
                JournalEntryRecordType.Payments => await KeysAsync<Payment>(),
                JournalEntryRecordType.Bills => await KeysAsync<Bill>(),
                JournalEntryRecordType.BillCreditNotes => await KeysAsync<BillCreditNote>(),
                JournalEntryRecordType.BillPayments => await KeysAsync<BillPayment>(),
                JournalEntryRecordType.Transfers => await KeysAsync<Transfer>(),
                JournalEntryRecordType.BankTransactions => await KeysAsync<BankTransaction>(),
                _ => await KeysAsync<JournalEntry>(),
            };
            Resolve(of.Select(e => e.RecordRef!.Id), keys);
        }

        async Task<HashSet<string>> KeysAsync<TModel>()
            where TModel : class, IStandardRecord => [.. (await world.ReadAsync<TModel>()).Select(r => r.RecordKey)];

        static void Resolve(IEnumerable<string?> ids, HashSet<string> keys) =>
            ids.OfType<string>().Where(id => !keys.Contains(id)).Take(3).ShouldBeEmpty();
    }
}
