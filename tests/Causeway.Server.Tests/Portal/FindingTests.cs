using Causeway.Server.Connections;
using Causeway.Server.Portal.Companies;
using Causeway.Server.Portal.Connections;
using Causeway.Server.Portal.Overview;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

/// <summary>What the pages of the Portal read, on both databases.</summary>
public class FindingTests(CausewayApp app)
{
    [Fact]
    public async Task Companies_are_found_by_a_part_of_their_name_in_any_case_page_by_page()
    {
        var mark = $"Ünique{Random.Shared.Next()}";
        for (var i = 0; i < FindCompanies.PageSize + 3; i++)
        {
            await app.HasCompanyAsync($"Firm {i:00} {mark}");
        }

        var first = await PageAsync(new CompanyQuery(mark.ToUpperInvariant(), null, null));
        var second = await PageAsync(new CompanyQuery(mark, null, first.Next));
        var quick = await RunAsync<FindCompanies, IReadOnlyList<CompanyHit>>(f =>
            f.QuickAsync(mark[2..], 8, CancellationToken.None)
        );
        var byId = await PageAsync(new CompanyQuery(first.Rows[0].Id.ToString(), null, null));

        first
            .Rows.Concat(second.Rows)
            .Select(r => r.Name)
            .ShouldBe(Enumerable.Range(0, FindCompanies.PageSize + 3).Select(i => $"Firm {i:00} {mark}"));
        second.Next.ShouldBeNull();
        quick.Select(h => h.Name).ShouldBe(Enumerable.Range(0, 8).Select(i => $"Firm {i:00} {mark}"));
        byId.Rows.Select(r => r.Id).ShouldBe([first.Rows[0].Id]);
    }

    [Fact]
    public async Task Lists_go_on_where_the_last_page_ended_with_and_without_a_status()
    {
        foreach (var status in (ConnectionStatus?[])[null, ConnectionStatus.PendingAuth])
        {
            for (var i = 0; i < 3; i++)
            {
                await app.HasConnectionAsync(linked: false);
            }

            var seen = new HashSet<Contracts.ConnectionId>();
            Contracts.ConnectionId? after = null;
            do
            {
                var page = await RunAsync<FindConnections, ConnectionList>(async f =>
                    (await f.PageAsync(status, after, CancellationToken.None)).Value
                );
                page.Rows.ShouldAllBe(r => seen.Add(r.Id));
                page.Rows.ShouldAllBe(r => status == null || r.Status == status);
                after = page.Next;
            } while (after is not null && seen.Count < 200);

            seen.Count.ShouldBeGreaterThan(2);
        }

        var newest = await app.HasCompanyAsync();
        (await PageAsync(new CompanyQuery(null, null, null))).Rows[0].Id.ShouldBe(newest);
    }

    [Fact]
    public async Task The_overview_counts_connections_by_status_and_reads_by_how_they_ended()
    {
        var before = await OverviewAsync();
        var connection = await app.HasConnectionAsync();
        await app.HasConnectionAsync(linked: false);
        using var refresh = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/queue/customers", null);
        await app.EventuallyAsync(
            $"/companies/{connection.CompanyId}/data/history",
            body => body.GetProperty("results")[0].GetProperty("isCompleted").GetBoolean()
        );

        var after = await OverviewAsync();

        // Other tests add theirs at the same time.
        after.Companies.ShouldBeGreaterThanOrEqualTo(before.Companies + 2);
        after.ByStatus[ConnectionStatus.PendingAuth].ShouldBeGreaterThan(0);
        after.Hours.Sum(h => h.Good).ShouldBeGreaterThan(before.Hours.Sum(h => h.Good));
    }

    [Fact]
    public async Task An_event_is_told_with_who_it_was_and_why()
    {
        var connection = await app.HasConnectionAsync();
        using var _ = await app.PatchAsync(connection);

        var model = await RunAsync<ReadConnection, ConnectionModel>(async read =>
            (await read.RunAsync(connection.CompanyId, connection.Id, CancellationToken.None)).Value
        );

        model
            .Events.Select(e => ConnectionWords.Say(e, model.SourceName))
            .ShouldBe([
                "Your backend, by the API, gave the access up.",
                $"Your backend, by the API, gave access to {model.SourceName}.",
                "Your backend, by the API, created the connection.",
            ]);
        model.DataTypes.ShouldNotBeEmpty();
    }

    private Task<OverviewModel> OverviewAsync() =>
        RunAsync<ReadOverview, OverviewModel>(read => read.RunAsync(CancellationToken.None));

    private Task<CompanyPage> PageAsync(CompanyQuery query) =>
        RunAsync<FindCompanies, CompanyPage>(async find => (await find.PageAsync(query, CancellationToken.None)).Value);

    private async Task<T> RunAsync<TOperation, T>(Func<TOperation, Task<T>> run)
        where TOperation : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TOperation>());
    }
}
