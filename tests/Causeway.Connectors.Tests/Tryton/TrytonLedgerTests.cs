using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Ledger;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>The ledger, held against Tryton's own trial balance.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonLedgerTests(TrytonServer server)
{
    private TrytonAccounts Accounts => new(server.Client(), TimeProvider.System);
    private TrytonJournalEntries Entries => new(server.Client(), TimeProvider.System);

    [Fact]
    public async Task The_ledger_equals_Trytons_trial_balance()
    {
        var entries = await Entries.AllAsync<JournalEntry>();
        var accounts = await Accounts.AllAsync<Account>();
        var sums = entries
            .SelectMany(e => e.JournalLines!)
            .GroupBy(l => l.AccountRef!.Id!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.NetAmount), StringComparer.Ordinal);

        // The report that a bookkeeper opens: over the three years, posted entries alone.
        var context = new JsonObject
        {
            ["posted"] = true,
            ["from_date"] = TrytonValue.Of(new DateOnly(2000, 1, 1)),
            ["to_date"] = TrytonValue.Of(new DateOnly(2100, 1, 1)),
        };
        var report = await server
            .Client()
            .CallAsync(
                "model.account.account.search_read",
                [
                    new JsonArray(TrytonValue.Where("company", "=", TrytonServer.Company)),
                    0,
                    null,
                    null,
                    new JsonArray("debit", "credit", "type"),
                ],
                CancellationToken.None,
                context
            );

        foreach (var row in report.EnumerateArray())
        {
            var id = TrytonKey.Of(row.GetProperty("id").GetInt32());
            var balance = row.Amount("debit") - row.Amount("credit");
            var account = accounts.Single(a => a.Id == id);
            sums.GetValueOrDefault(id).ShouldBe(balance, account.Name);
            var isCreditAccount = account.Type is AccountType.Income or AccountType.Liability or AccountType.Equity;
            account.CurrentBalance.ShouldBe(isCreditAccount ? -balance : balance, account.Name);
        }

        sums.Values.Sum().ShouldBe(0);
        sums.Count(s => s.Value != 0).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Every_entry_balances_and_names_what_posted_it()
    {
        var entries = await Entries.AllAsync<JournalEntry>();
        var invoices = await server.SearchAsync(
            "account.invoice",
            [TrytonValue.Where("company", "=", 1), TrytonValue.Where("move.state", "=", "posted")],
            "type",
            "move",
            "total_amount"
        );

        entries.ShouldAllBe(e => e.JournalLines!.Sum(l => l.NetAmount) == 0);
        var byId = entries.ToDictionary(e => e.Id!, StringComparer.Ordinal);
        foreach (var invoice in invoices)
        {
            var entry = byId[TrytonKey.Of(invoice.GetProperty("move").GetInt32())];
            entry.RecordRef!.Id.ShouldBe(TrytonKey.Of(invoice.GetProperty("id").GetInt32()));
            entry.RecordRef.DataType.ShouldBe(
                (invoice.GetProperty("type").GetString(), invoice.Amount("total_amount") < 0) switch
                {
                    ("out", false) => JournalEntryRecordType.Invoices,
                    ("out", true) => JournalEntryRecordType.CreditNotes,
                    (_, false) => JournalEntryRecordType.Bills,
                    _ => JournalEntryRecordType.BillCreditNotes,
                }
            );
        }

        entries.Count(e => e.RecordRef!.DataType is JournalEntryRecordType.Payments).ShouldBeGreaterThan(50);
        entries.Count(e => e.RecordRef!.DataType is JournalEntryRecordType.BillPayments).ShouldBeGreaterThan(30);
        var rent = entries.Where(e => e.Description?.StartsWith("Rent of month", StringComparison.Ordinal) ?? false);
        rent.Count().ShouldBe(12);
        rent.ShouldAllBe(e =>
            e.RecordRef!.DataType == JournalEntryRecordType.JournalEntries && e.JournalRef!.Name == "General"
        );
        entries.ShouldNotContain(e => e.Description == "Accrual, to be checked");
    }

    [Fact]
    public async Task A_line_in_another_currency_has_both_amounts()
    {
        var lines = (await Entries.AllAsync<JournalEntry>()).SelectMany(e => e.JournalLines!).ToList();

        lines.ShouldAllBe(l => l.Currency == "GBP");
        var euros = lines.Where(l => l.TransactionCurrency is "EUR" && l.NetAmount != 0).ToList();
        euros.ShouldNotBeEmpty();
        euros.ShouldAllBe(l => Math.Sign(l.TransactionAmount!.Value) == Math.Sign(l.NetAmount));
        euros.ShouldAllBe(l => Math.Abs(l.TransactionAmount!.Value) > Math.Abs(l.NetAmount));
    }

    [Fact]
    public async Task Accounts_have_classes_categories_and_states()
    {
        var accounts = (await Accounts.AllAsync<Account>()).ToDictionary(a => a.Name!, StringComparer.Ordinal);

        (accounts["Current account"].Type, accounts["Current account"].FullyQualifiedCategory).ShouldBe(
            (AccountType.Asset, "Asset.Current.Cash")
        );
        (accounts["Bank loan"].Type, accounts["Bank loan"].FullyQualifiedCategory).ShouldBe(
            (AccountType.Liability, "Liability.Long-term")
        );
        (accounts["Owner's capital"].Type, accounts["Owner's capital"].FullyQualifiedCategory).ShouldBe(
            (AccountType.Equity, "Equity")
        );
        (accounts["Consulting income"].Type, accounts["Consulting income"].FullyQualifiedCategory).ShouldBe(
            (AccountType.Income, "Income.Revenue")
        );
        accounts["Rent"].Type.ShouldBe(AccountType.Expense);
        accounts["Old suspense"].Status.ShouldBe(AccountStatus.Archived);
        accounts["Current account"].NominalCode.ShouldBe("1200");
        accounts["Current account"].FullyQualifiedName.ShouldBe("Current account");
        accounts
            .Values.Where(a => a.IsBankAccount is true)
            .Select(a => a.Name)
            .ShouldBe(["Main Cash", "Current account", "Savings account"], ignoreOrder: true);
    }

    [Fact]
    public async Task Bank_accounts_have_their_numbers_and_balances()
    {
        var reader = new TrytonBankAccounts(server.Client(), TimeProvider.System);

        var banks = (await reader.AllAsync<BankAccount>()).ToDictionary(b => b.AccountName!, StringComparer.Ordinal);

        banks.Keys.ShouldBe(["Main Cash", "Current account", "Savings account"], ignoreOrder: true);
        var current = banks["Current account"];
        current.IBan.ShouldNotBeNull().ShouldEndWith("HRBR40123455779911");
        (current.SortCode, current.AccountNumber, current.Institution, current.Currency).ShouldBe(
            ("401234", "55779911", "Harbour Bank", "GBP")
        );
        banks["Savings account"].AccountNumber.ShouldBe("66880022");
        banks["Savings account"].Balance.ShouldBe(6000);
        banks["Main Cash"].IBan.ShouldBeNull();
    }

    [Fact]
    public async Task Bank_transactions_add_up_to_the_balance()
    {
        var banks = await new TrytonBankAccounts(server.Client(), TimeProvider.System).AllAsync<BankAccount>();

        var transactions = await new TrytonBankTransactions(
            server.Client(),
            TimeProvider.System
        ).AllAsync<BankTransaction>();

        transactions.ShouldNotBeEmpty();
        foreach (var bank in banks)
        {
            transactions.Where(t => t.AccountId == bank.Id).Sum(t => t.Amount).ShouldBe(bank.Balance, bank.AccountName);
        }

        transactions.ShouldContain(t => t.Counterparty != null && t.TransactionType == BankTransactionType.Payment);
    }

    [Fact]
    public async Task Transfers_are_those_between_bank_accounts()
    {
        var reader = new TrytonTransfers(server.Client(), TimeProvider.System);

        var transfers = await reader.AllAsync<Transfer>();

        transfers.Count.ShouldBe(4);
        transfers.ShouldAllBe(t => t.From!.Amount == 1500 && t.To!.Amount == 1500 && t.Description == "To savings");
        (await reader.IdsAsync()).ShouldBe(transfers.Select(t => t.Id!), ignoreOrder: true);
    }

    [Fact]
    public async Task Journals_have_codes_and_kinds()
    {
        var journals = await new TrytonJournals(server.Client(), TimeProvider.System).AllAsync<Journal>();

        journals.ShouldContain(j => j.JournalCode == "GEN" && j.Type == "general" && j.Status == JournalStatus.Active);
        journals.ShouldContain(j => j.Type == "revenue");
        journals.ShouldAllBe(j => j.CreatedOn != null);
    }
}
