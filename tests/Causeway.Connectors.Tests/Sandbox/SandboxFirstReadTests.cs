using Causeway.Connectors.Sandbox;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxFirstReadTests
{
    [Fact]
    public async Task A_read_brings_as_many_records_as_it_announced()
    {
        var connector = new SandboxConnector();
        var now = TimeProvider.System.GetUtcNow();
        var session = new ConnectorSession(
            connector,
            ConnectorSession.Connection(connector, now.AddMinutes(-1)),
            TimeProvider.System
        );

        foreach (var type in session.Reads)
        {
            var (rows, total) = (0L, (long?)null);
            await foreach (var page in session.Reader(type).FetchAsync(new ReadWindow(), default))
            {
                total ??= page.Total;
                rows += page.Rows.Count;
            }

            rows.ShouldBe(total!.Value, type.Key);
        }
    }

    [Fact]
    public async Task The_books_balance()
    {
        var connector = new SandboxConnector();
        var session = new ConnectorSession(
            connector,
            ConnectorSession.Connection(connector, TimeProvider.System.GetUtcNow()),
            TimeProvider.System
        );
        var reader = session.Reader<Account>();

        var accounts = new List<Account>();
        await foreach (var page in reader.FetchAsync(new ReadWindow(), default))
        {
            accounts.AddRange(page.Rows.Select(r => (Account)reader.MapJson(r.Json.Span)));
        }

        accounts
            .Sum(a => a.Type is AccountType.Asset or AccountType.Expense ? a.CurrentBalance : -a.CurrentBalance)
            .ShouldBe(0);
        accounts.Single(a => a.Name is "Current account").CurrentBalance!.Value.ShouldBePositive();
    }
}
