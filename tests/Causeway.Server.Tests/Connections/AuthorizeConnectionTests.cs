using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Connections;
using Causeway.Server.Grants;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Causeway.Server.Tests.Infrastructure.CausewayAppDomain;

namespace Causeway.Server.Tests.Connections;

public class AuthorizeConnectionTests(CausewayApp app)
{
    [Fact]
    public async Task A_source_that_asks_for_nothing_is_linked_with_its_defaults()
    {
        var connection = await app.HasConnectionAsync(linked: false);

        using var response = await app.AuthorizeAsync(connection, new { });

        (await response.ShouldBeOkAsync()).GetProperty("status").GetString().ShouldBe("Linked");
        (await ValuesAsync(connection))["dataSet"].ShouldBe("small");
    }

    [Fact]
    public async Task Good_credentials_link_the_connection_and_tell_of_the_source()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("one"));

        var body = await response.ShouldBeOkAsync();
        body.GetProperty("status").GetString().ShouldBe("Linked");
        body.GetProperty("connectionInfo").GetProperty("ledgerVersion").GetString().ShouldBe("7.0");
        body.ToString().ShouldNotContain(FakeLedgerProbe.Password);
        var values = await ValuesAsync(connection);
        values["password"].ShouldBe(FakeLedgerProbe.Password);
        values["companyId"].ShouldBe("one");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_the_sources_reason_and_changes_nothing()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("one", password: "guess"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "refuses the user or the password");
        var after = await app.GetJsonAsync(connection.Path);
        after.GetProperty("status").GetString().ShouldBe("PendingAuth");
        after.GetProperty("dataConnectionErrors").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_password_leaves_a_linked_connection_linked_with_what_works()
    {
        var connection = await app.HasConnectionAsync(platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("one", password: "guess"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest);
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
        (await ValuesAsync(connection))["password"].ShouldBe(FakeLedgerProbe.Password);
    }

    [Fact]
    public async Task A_source_that_is_down_can_be_tried_again()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("one", url: FakeLedgerProbe.DownUrl));

        var body = await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "down");
        body.GetProperty("canBeRetried").GetString().ShouldBe("True");
    }

    [Theory]
    [InlineData("""{"user":"a","password":"b"}""", "url")]
    [InlineData("""{"url":"http://a.example","user":"","password":"b"}""", "user")]
    [InlineData("""{"url":"http://a.example","user":"a","password":null}""", "password")]
    [InlineData("""{"url":"ftp://a.example","user":"a","password":"b"}""", "url")]
    [InlineData("""{"url":"/books","user":"a","password":"b"}""", "url")]
    [InlineData("""{"url":"http://a.example","user":"a","password":"b","pasword":"c"}""", "pasword")]
    [InlineData("""{"url":"http://a.example","user":"a","password":7}""", "password")]
    [InlineData("""{"url":"http://a.example","user":"a\u0000","password":"b"}""", "user")]
    public async Task A_wrong_credential_is_refused_by_name(string values, string field)
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        using var content = new StringContent(values, null, "application/json");

        using var response = await app.Client.PutAsync($"{connection.Path}/authorization", content);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task All_that_is_missing_is_named_at_once()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, new { });

        await response.ShouldNameAsync("url");
        await response.ShouldNameAsync("user");
        await response.ShouldNameAsync("password");
    }

    [Fact]
    public async Task A_choice_must_be_one_of_the_list()
    {
        var connection = await app.HasConnectionAsync(linked: false);

        using var wrong = await app.AuthorizeAsync(connection, new { dataSet = "huge" });
        using var right = await app.AuthorizeAsync(connection, new { dataSet = "large" });

        await wrong.ShouldNameAsync("dataSet");
        await right.ShouldBeOkAsync();
        (await ValuesAsync(connection))["dataSet"].ShouldBe("large");
    }

    [Fact]
    public async Task Of_several_organisations_one_must_be_chosen()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var open = await app.AuthorizeAsync(connection, Ledger("several"));
        await open.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "north (North Ltd)", "south (South Ltd)");
        await open.ShouldNameAsync("companyId");
        using var wrong = await app.AuthorizeAsync(connection, Choosing("east"));
        await wrong.ShouldNameAsync("companyId");
        (await app.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        using var chosen = await app.AuthorizeAsync(connection, Choosing("south"));
        await chosen.ShouldBeOkAsync();

        (await ValuesAsync(connection))["companyId"].ShouldBe("south");
        // Known from now on.
        using var again = await app.AuthorizeAsync(connection, Ledger("several"));
        await again.ShouldBeOkAsync();
    }

    [Fact]
    public async Task Another_organisations_books_cannot_take_the_place_of_the_first()
    {
        var connection = await app.HasConnectionAsync(platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("two"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "another organisation");
        (await ValuesAsync(connection))["user"].ShouldBe("one");
    }

    [Fact]
    public async Task Credentials_that_open_nothing_are_refused()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        using var response = await app.AuthorizeAsync(connection, Ledger("nobody"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "no organisation");
    }

    [Fact]
    public async Task A_users_failure_in_Link_is_noted_and_resolved_by_the_next_success()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        var failed = await InLinkAsync(connection, Ledger("one", password: "guess"));

        failed.ShouldBeOfType<AuthorizationOutcome.Refused>();
        var error = (await app.GetJsonAsync(connection.Path))
            .GetProperty("dataConnectionErrors")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        error.GetProperty("statusCode").GetString().ShouldBe("400");
        error.GetProperty("statusText").GetString().ShouldBe("Bad Request");
        error.GetProperty("errorMessage").GetString().ShouldBe("The ledger refuses the user or the password.");
        error.GetProperty("status").GetString().ShouldBe("Active");
        error.GetProperty("erroredOnUtc").GetString().ShouldNotBeNull().ShouldEndWith("Z");

        (await InLinkAsync(connection, Ledger("several"))).ShouldBeOfType<AuthorizationOutcome.ChooseOrganisation>();
        (await InLinkAsync(connection, Choosing("north"))).ShouldBeOfType<AuthorizationOutcome.Done>();
        var resolved = (await app.GetJsonAsync(connection.Path))
            .GetProperty("dataConnectionErrors")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        resolved.GetProperty("status").GetString().ShouldBe("Resolved");
        resolved.TryGetProperty("resolvedOnUtc", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_active_accounting_connection_is_refused_and_the_first_one_named()
    {
        var first = await app.HasConnectionAsync();
        var second = await app.HasConnectionAsync(linked: false, company: first.CompanyId, platformKey: FakeLedger.Key);

        using var refused = await app.AuthorizeAsync(second, Ledger("one"));
        await refused.ShouldBeRefusedAsync(HttpStatusCode.Conflict, $"{first.Id}", "Test Books");
        (await app.PatchAsync(first)).Dispose();
        using var accepted = await app.AuthorizeAsync(second, Ledger("one"));

        await accepted.ShouldBeOkAsync();
    }

    [Fact]
    public async Task Many_banking_connections_can_be_active()
    {
        var first = await app.HasConnectionAsync(platformKey: FakeBank.Key);
        var second = await app.HasConnectionAsync(company: first.CompanyId, platformKey: FakeBank.Key);

        (await app.StatusOfAsync(first)).ShouldBe("Linked");
        (await app.StatusOfAsync(second)).ShouldBe("Linked");
    }

    [Fact]
    public async Task Fifty_parallel_attempts_leave_exactly_one_accounting_connection_linked()
    {
        var company = await app.HasCompanyAsync();
        var connections = new List<TestConnection>();
        for (var i = 0; i < 50; i++)
        {
            connections.Add(await app.HasConnectionAsync(linked: false, company: company));
        }

        var responses = await Task.WhenAll(connections.Select(c => app.AuthorizeAsync(c, new { })));

        responses.Count(r => r.StatusCode is HttpStatusCode.OK).ShouldBe(1);
        var linked = await app.GetJsonAsync($"/companies/{company}/connections?query=status%3DLinked");
        var winner = linked.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        foreach (var refused in responses.Where(r => r.StatusCode is not HttpStatusCode.OK))
        {
            await refused.ShouldBeRefusedAsync(HttpStatusCode.Conflict, winner.GetProperty("id").GetString()!);
        }
    }

    [Fact]
    public async Task Parallel_authorizations_of_one_connection_all_end_well()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => app.AuthorizeAsync(connection, Ledger("one")))
        );

        responses.ShouldAllBe(r => r.StatusCode == HttpStatusCode.OK || r.StatusCode == HttpStatusCode.Conflict);
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
        (await ValuesAsync(connection))["user"].ShouldBe("one");
    }

    private static Dictionary<string, string> Choosing(string organisation) =>
        new(Ledger("several")) { ["companyId"] = organisation };

    private async Task<AuthorizationOutcome> InLinkAsync(TestConnection connection, Dictionary<string, string> values)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<AuthorizeConnection>()
            .RunAsync(
                connection.CompanyId,
                connection.Id,
                values.ToDictionary(v => v.Key, v => (string?)v.Value),
                ConnectionActor.CompanyUser,
                CancellationToken.None
            );
    }

    private async Task<Dictionary<string, string>> ValuesAsync(TestConnection connection)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var grant = await db.Set<Credentials>().SingleAsync(g => g.ConnectionId == connection.Id);
        return scope
            .ServiceProvider.GetRequiredService<Vault>()
            .Open(connection.Id, grant.SealedValues)
            .ToDictionary(v => v.Key, v => v.Value.Reveal());
    }
}
