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
    public Task Every_entry_balances_and_the_accounts_hold_the_sum_of_their_lines(string set, double minutes) =>
        SandboxBooks.Every_entry_balances_and_the_accounts_hold_the_sum_of_their_lines(
            new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes))
        );

    [Theory]
    [MemberData(nameof(Moments))]
    public Task Invoices_add_up_and_their_payments_settle_them(string set, double minutes) =>
        SandboxBooks.Invoices_add_up_and_their_payments_settle_them(
            new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes))
        );

    [Theory]
    [MemberData(nameof(Moments))]
    public Task Bills_add_up_and_their_payments_settle_them(string set, double minutes) =>
        SandboxBooks.Bills_add_up_and_their_payments_settle_them(
            new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes))
        );

    [Theory]
    [MemberData(nameof(Moments))]
    public Task What_is_owed_is_what_the_open_documents_come_to(string set, double minutes) =>
        SandboxBooks.What_is_owed_is_what_the_open_documents_come_to(
            new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes))
        );

    [Theory]
    [MemberData(nameof(Moments))]
    public Task Bank_balances_follow_from_the_lines(string set, double minutes) =>
        SandboxBooks.Bank_balances_follow_from_the_lines(new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [MemberData(nameof(Moments))]
    public Task References_lead_to_records(string set, double minutes) =>
        SandboxBooks.References_lead_to_records(new SandboxWorld(set).After(TimeSpan.FromMinutes(minutes)));
}
