using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Activity;
using Causeway.Server.Push;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal.Activity;

public class ActivityPagesTests(CausewayApp app)
{
    [Fact]
    public async Task A_sync_is_in_the_history_of_its_company_with_its_figures_and_its_course()
    {
        var connection = await app.HasConnectionAsync();
        var id = await HasReadAsync(connection);
        var staff = await app.StaffAsync(PortalRole.Analyst);

        var history = await staff.PageAsync(
            $"companies/{connection.CompanyId}/syncs?state=complete&dataType=customers"
        );
        var failed = await staff.PageAsync($"companies/{connection.CompanyId}/syncs?state=failed");
        var one = await staff.PageAsync($"companies/{connection.CompanyId}/syncs/{id}");
        await staff.PageAsync("syncs");

        history.Texts("tbody tr").ShouldHaveSingleItem().ShouldContain("Complete");
        history.QuerySelector("tbody a")!.GetAttribute("href").ShouldBe($"companies/{connection.CompanyId}/syncs/{id}");
        failed.Texts("tbody tr").ShouldBeEmpty();
        one.Texts(".cw-figure").ShouldContain("Read3");
        one.Texts(".cw-timeline strong").ShouldContain("Complete");
        one.Texts(".cw-head-actions button").ShouldContain("Read again");
    }

    [Fact]
    public async Task What_ended_is_paged_over_all_companies_however_many_ended_at_one_instant()
    {
        var connection = await app.HasConnectionAsync();
        for (var i = 0; i < ReadSyncs.PageSize + 2; i++)
        {
            await HasReadAsync(connection);
        }

        await using var scope = app.Services.CreateAsyncScope();
        var mine = scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<Dataset>()
            .Where(d => d.CompanyId == connection.CompanyId);
        DateTimeOffset? instant = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(d => d.Ended, instant));
        var syncs = scope.ServiceProvider.GetRequiredService<ReadSyncs>();

        var found = new List<DatasetId>();
        SyncsBefore? before = new(instant.Value, 0);
        do
        {
            var page = (await syncs.EndedAsync(onlyFailed: false, before, CancellationToken.None)).Value;
            found.AddRange(page.Rows.Select(r => r.Dataset.Id));
            before = SyncsBefore.TryParse(page.Older?.ToString());
        } while (before is not null);

        found.ShouldBe(await mine.Select(d => d.Id).ToListAsync(), ignoreOrder: true);
    }

    [Fact]
    public async Task What_failed_is_found_among_all_that_ended()
    {
        var connection = await app.HasConnectionAsync();
        var id = await HasReadAsync(connection);
        var staff = await app.StaffAsync(PortalRole.Analyst);
        var address = $"companies/{connection.CompanyId}/syncs/{id}";

        (await AddressesAsync("ended")).ShouldContain(address);
        (await AddressesAsync("failed")).ShouldNotContain(address);
        (await staff.PageAsync("syncs?state=ended&before=nonsense")).Texts("tbody tr").ShouldNotBeEmpty();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<CausewayDb>()
                .Set<Dataset>()
                .Where(d => d.CompanyId == connection.CompanyId)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Status, DatasetStatus.FetchError));
        }

        (await AddressesAsync("failed")).ShouldContain(address);

        async Task<IEnumerable<string?>> AddressesAsync(string state) =>
            (await staff.PageAsync($"syncs?state={state}"))
                .QuerySelectorAll("tbody a")
                .Select(a => a.GetAttribute("href"));
    }

    [Fact]
    public async Task A_write_is_shown_with_what_was_asked_and_its_course()
    {
        var (connection, key) = await HasPushAsync();
        var staff = await app.StaffAsync(PortalRole.Developer);

        var newest = await staff.PageAsync("pushes");
        var history = await staff.PageAsync($"companies/{connection.CompanyId}/pushes?status=Success");
        var none = await staff.PageAsync($"companies/{connection.CompanyId}/pushes?status=Failed");
        var failed = await staff.PageAsync("pushes?status=Failed");
        var one = await staff.PageAsync($"companies/{connection.CompanyId}/pushes/{key}");

        newest.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldContain(h => h!.EndsWith(key));
        failed.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldNotContain(h => h!.EndsWith(key));
        history.Texts("tbody tr").ShouldHaveSingleItem().ShouldContain("c-new");
        none.Texts("tbody tr").ShouldBeEmpty();
        one.Texts("h1").ShouldHaveSingleItem().ShouldContain("Create: Customers");
        one.Texts("pre").ShouldContain(t => t.Contains("Dora"));
        one.Texts(".cw-timeline strong").ShouldContain("The write was accepted.");
    }

    [Fact]
    public async Task Only_a_write_that_had_no_effect_is_made_again()
    {
        var (connection, key) = await HasPushAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var pushes = scope.ServiceProvider.GetRequiredService<ReadPushes>();
        PushOperationKey.TryParse(key, out var operation).ShouldBeTrue();

        var again = await pushes.RepeatAsync(connection.CompanyId, operation, CancellationToken.None);

        (again.Refusal?.StatusCode).ShouldBe(StatusCodes.Conflict);
    }

    [Fact]
    public async Task Who_helps_companies_connect_sees_neither()
    {
        var (connection, key) = await HasPushAsync();
        var staff = await app.StaffAsync(PortalRole.Onboarding);

        await staff.PageAsync($"companies/{connection.CompanyId}/pushes/{key}", HttpStatusCode.Forbidden);
        await staff.PageAsync($"companies/{connection.CompanyId}/syncs", HttpStatusCode.Forbidden);
    }

    // Its customers, to the end.
    private async Task<string?> HasReadAsync(TestConnection connection)
    {
        using var queued = await app.Client.PostAsync(
            $"/companies/{connection.CompanyId}/data/queue/customers?connectionId={connection.Id}",
            null
        );
        var id = (await queued.ShouldBeOkAsync()).GetProperty("id").GetString();
        await app.EventuallyAsync(
            $"/companies/{connection.CompanyId}/data/history/{id}",
            d => d.GetProperty("isCompleted").GetBoolean()
        );
        return id;
    }

    private async Task<(TestConnection Connection, string Key)> HasPushAsync()
    {
        var connection = await app.HasConnectionAsync();
        using var pushed = await app.Client.PostAsJsonAsync(
            $"{connection.Path}/push/customers",
            new { customerName = "Dora", status = "Active" }
        );
        var key = (await pushed.ShouldBeOkAsync()).GetProperty("pushOperationKey").GetString()!;
        await app.EventuallyAsync(
            $"/companies/{connection.CompanyId}/push/{key}",
            p => p.GetProperty("status").GetString() is "Success"
        );
        return (connection, key);
    }

    private static class StatusCodes
    {
        public const int Conflict = (int)HttpStatusCode.Conflict;
    }
}
