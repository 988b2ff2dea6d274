using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Activity;
using Causeway.Server.Push;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal.Activity;

public class ActivityPagesTests(CausewayApp app)
{
    [Fact]
    public async Task A_sync_is_in_the_history_of_its_company_with_its_figures_and_its_course()
    {
        var connection = await app.HasConnectionAsync();
        using var queued = await app.Client.PostAsync(
            $"/companies/{connection.CompanyId}/data/queue/customers?connectionId={connection.Id}",
            null
        );
        var id = (await queued.ShouldBeOkAsync()).GetProperty("id").GetString();
        await app.EventuallyAsync(
            $"/companies/{connection.CompanyId}/data/history/{id}",
            d => d.GetProperty("isCompleted").GetBoolean()
        );
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
    public async Task A_write_is_shown_with_what_was_asked_and_its_course()
    {
        var (connection, key) = await HasPushAsync();
        var staff = await app.StaffAsync(PortalRole.Developer);

        var newest = await staff.PageAsync("pushes");
        var history = await staff.PageAsync($"companies/{connection.CompanyId}/pushes?status=Success");
        var none = await staff.PageAsync($"companies/{connection.CompanyId}/pushes?status=Failed");
        var one = await staff.PageAsync($"companies/{connection.CompanyId}/pushes/{key}");

        newest.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldContain(h => h!.EndsWith(key));
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
