using Causeway.Connectors.Sandbox;
using Causeway.Connectors.Sandbox.Banking;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Contracts.DataTypes.Banking;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxStatementsTests
{
    public static TheoryData<string, double> Moments =>
        SandboxMoments.Of("corner-shop", "consultancy", "wholesaler", "workshop-1k");

    public static TheoryData<string, double, double> Pairs => SandboxMoments.PairsOf("corner-shop", "wholesaler");

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Balances_follow_from_the_transactions(string set, double minutes)
    {
        var world = At(set, minutes);
        var accounts = await world.ReadAsync<BankingAccount>();
        var balances = (await world.ReadAsync<BankingAccountBalance>()).ToDictionary(b => b.AccountId);
        var lines = await world.RowsAsync<BankingTransaction, SandboxStatementLine>();

        lines.Select(l => l.Account).Distinct().ShouldBe(accounts.Select(a => a.Id), ignoreOrder: true);
        balances.Keys.ShouldBe(accounts.Select(a => a.Id), ignoreOrder: true);
        foreach (var account in accounts)
        {
            // What is paid onto a card lessens what is owed.
            var sign = account.Type is BankingAccountType.Credit ? -1 : 1;
            var posted = lines.Where(l => l.Account == account.Id && l.Posted is not null).ToList();
            var running = 0L;
            foreach (var line in posted)
            {
                running += sign * line.Amount;
                line.Balance.ShouldBe(running, line.Id);
            }

            posted.Select(l => l.Posted!.Value).ShouldBeInOrder();
            account.Balance.Current.ShouldBe(Money.ToDecimal(posted[^1].Balance!.Value), account.Name);
            balances[account.Id].Balance.ShouldBe(account.Balance);
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task What_is_available_takes_in_what_is_pending(string set, double minutes)
    {
        var world = At(set, minutes);
        var accounts = await world.ReadAsync<BankingAccount>();
        var pending = (await world.ReadAsync<BankingTransaction>())
            .Where(t => t.PostedDate is null)
            .ToLookup(t => t.AccountId, t => t.Amount!.Value);

        foreach (var account in accounts)
        {
            var (available, current) = (account.Balance.Available!.Value, account.Balance.Current!.Value);
            var own = account.Type is BankingAccountType.Credit ? account.Balance.Limit!.Value - current : current;
            available.ShouldBe(own + pending[account.Id].Sum(), account.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Categories_form_a_tree_and_each_transaction_has_one(string set, double minutes)
    {
        var world = At(set, minutes);
        var categories = (await world.ReadAsync<BankingTransactionCategory>()).ToDictionary(c => c.Id);
        var transactions = await world.ReadAsync<BankingTransaction>();

        foreach (var category in categories.Values)
        {
            var steps = 0;
            for (var above = category; above.ParentId is { } parent; above = categories[parent])
            {
                (++steps).ShouldBeLessThan(categories.Count, category.Id);
            }

            category.HasChildren.ShouldBe(categories.Values.Any(c => c.ParentId == category.Id), category.Id);
        }

        foreach (var reference in transactions.Select(t => t.TransactionCategoryRef!).Distinct())
        {
            categories[reference.Id].Name.ShouldBe(reference.Name);
            categories[reference.Id].HasChildren.ShouldBe(false);
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task The_bank_has_the_lines_of_the_books(string set, double minutes)
    {
        var books = new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes));
        var world = At(set, minutes);
        var own = await books.ReadAsync<BankTransaction>();
        var transactions = await world.ReadAsync<BankingTransaction>();

        var ids = own.Select(l => l.AccountId).ToHashSet();
        transactions
            .Where(t => t.PostedDate is not null && ids.Contains(t.AccountId))
            .Select(t => (t.AccountId, t.PostedDate!.Value.UtcDateTime.Date, t.Amount!.Value))
            .ShouldBe(own.Select(l => (l.AccountId!, l.ClearedOnDate!.Value.UtcDateTime.Date, l.Amount!.Value)));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Transactions_are_in_the_money_of_their_account(string set, double minutes)
    {
        var world = At(set, minutes);
        var accounts = (await world.ReadAsync<BankingAccount>()).ToDictionary(a => a.Id, a => a.Currency);

        var transactions = await world.ReadAsync<BankingTransaction>();

        transactions.ShouldAllBe(t => t.Currency == accounts[t.AccountId] && t.Amount != 0);
        accounts.Values.Distinct().Count().ShouldBe(set is "consultancy" or "wholesaler" ? 2 : 1);
        transactions.ShouldAllBe(t => t.AuthorizedDate <= (t.PostedDate ?? t.AuthorizedDate));
    }

    [Fact]
    public async Task Account_numbers_can_be_checked()
    {
        foreach (var set in (string[])["corner-shop", "wholesaler"])
        {
            var accounts = await At(set, 0).ReadAsync<BankingAccount>();

            var numbers = accounts.Select(a => a.Identifiers.Iban).OfType<string>().ToList();
            numbers.Count.ShouldBe(accounts.Count(a => a.Type is BankingAccountType.Debit));
            numbers.ShouldBeUnique();
            numbers.Select(n => Iban.Remainder($"{n[4..]}{n[..4]}")).ShouldAllBe(rest => rest == 1);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task What_is_read_by_changes_equals_what_is_read_anew(string set, double first, double second) =>
        SandboxCopy.ShouldKeepUpAsync(new SandboxWorld(set, new SandboxBankingConnector()), first, second);

    [Theory]
    [InlineData("corner-shop", 0)]
    [InlineData("wholesaler", 40 * 24 * 60)]
    public async Task Each_refresh_brings_new_changed_and_deleted_transactions(string set, double age)
    {
        var world = At(set, age + 2);

        await SandboxCopy.ShouldBringAllKindsOfChangeAsync(world, DataType.Of<BankingTransaction>());
    }

    [Fact]
    public async Task What_is_pending_is_posted_or_vanishes()
    {
        var world = At("workshop-1k", 1);
        var pending = (await world.ReadAsync<BankingTransaction>()).Where(t => t.PostedDate is null).ToList();

        var after = (await world.After(TimeSpan.FromMinutes(2)).ReadAsync<BankingTransaction>()).ToDictionary(t =>
            t.Id
        );

        pending.ShouldContain(t => after.ContainsKey(t.Id));
        pending.ShouldContain(t => !after.ContainsKey(t.Id));
        foreach (var before in pending.Where(t => after.ContainsKey(t.Id)))
        {
            after[before.Id].PostedDate.ShouldNotBeNull();
            after[before.Id]
                .ShouldBe(
                    before with
                    {
                        PostedDate = after[before.Id].PostedDate,
                        SourceModifiedDate = after[before.Id].SourceModifiedDate,
                    }
                );
        }
    }

    [Theory]
    [InlineData("corner-shop")]
    [InlineData("consultancy")]
    [InlineData("wholesaler")]
    [InlineData("workshop-1k")]
    [InlineData("distributor-20k")]
    public async Task There_are_about_as_many_transactions_as_the_choice_says(string set)
    {
        var pages = await At(set, 0).PagesAsync(DataType.Of<BankingTransaction>());

        var roughly = DataSets.Find(set)!.BankLinesRoughly;
        pages[0].Total!.Value.ShouldBeInRange(roughly * 3 / 4, roughly * 5 / 4);
        pages[0].Total.ShouldBe(pages.Sum(p => p.Rows.Count));
    }

    private static SandboxWorld At(string set, double minutes) =>
        new SandboxWorld(set, new SandboxBankingConnector()).After(TimeSpan.FromMinutes(minutes));
}
