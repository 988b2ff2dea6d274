using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link.Embedded;

/// <summary>The components' endpoints as a component calls them: choose, agree, enter, end, connect again.</summary>
public sealed class EmbeddedLinkTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private HttpClient component = null!;
    private Causeway.Contracts.CompanyId company;

    public async ValueTask InitializeAsync()
    {
        app = await own.AsNewAsync();
        company = await app.HasCompanyAsync("Harbour Lane Bakery");
        component = await app.ComponentAsync(company);
    }

    public ValueTask DisposeAsync()
    {
        component.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_user_chooses_agrees_enters_and_is_connected()
    {
        var open = await GetAsync("/embedded/link");
        open.GetProperty("company").GetProperty("name").GetString().ShouldBe("Harbour Lane Bakery");
        var ledger = open.GetProperty("integrations")
            .EnumerateArray()
            .Single(i => i.GetProperty("key").GetString() == FakeLedger.Key);
        ledger
            .GetProperty("logoUrl")
            .GetString()
            .ShouldBe($"http://localhost:5080/branding/{FakeLedger.Key}/square.svg");
        ledger.GetProperty("leadsToSource").GetBoolean().ShouldBeFalse();

        var connection = await PostAsync("/embedded/connections", new { platformKey = FakeLedger.Key });
        var path = $"/embedded/connections/{connection.GetProperty("id").GetGuid()}";
        connection.GetProperty("status").GetString().ShouldBe("PendingAuth");
        var again = await PostAsync("/embedded/connections", new { platformKey = FakeLedger.Key });
        again.GetProperty("id").GetGuid().ShouldBe(connection.GetProperty("id").GetGuid());

        var form = await GetAsync($"{path}/authorization");
        form.GetProperty("fields")
            .EnumerateArray()
            .Select(f => f.GetProperty("name").GetString())
            .ShouldBe(["url", "user", "password", "note"]);
        var consent = (await PostAsync($"{path}/consent", null)).GetProperty("consent").GetString();
        var values = CausewayAppDomain.Ledger("several");

        using var wrong = await component.PostAsJsonAsync(
            $"{path}/authorize",
            new { consent, values = CausewayAppDomain.Ledger("several", "wrong") }
        );
        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "Test Ledger");
        using var incomplete = await component.PostAsJsonAsync($"{path}/authorize", new { consent, values = new { } });
        await incomplete.ShouldNameAsync("password");
        var choice = await PostAsync($"{path}/authorize", new { consent, values });
        choice
            .GetProperty("organisations")
            .EnumerateArray()
            .Select(o => o.GetProperty("id").GetString())
            .ShouldBe(["north", "south"]);
        values["companyId"] = "south";
        var done = await PostAsync($"{path}/authorize", new { consent, values });

        done.GetProperty("connection").GetProperty("status").GetString().ShouldBe("Linked");
        done.GetProperty("connection").GetProperty("organisation").GetString().ShouldBe("South Ltd");
        (await GetAsync(path)).TryGetProperty("problem", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_authorized_without_the_users_consent()
    {
        var connection = await app.HasConnectionAsync(linked: false, company: company, platformKey: FakeLedger.Key);
        var other = await app.HasConnectionAsync(linked: false, company: company, platformKey: FakeBank.Key);
        var path = $"/embedded/connections/{connection.Id}";
        var ofAnother = (await PostAsync($"/embedded/connections/{other.Id}/consent", null))
            .GetProperty("consent")
            .GetString();

        foreach (var consent in new[] { null, "", "made-up", ofAnother })
        {
            foreach (var step in new[] { "authorize", "leave" })
            {
                using var response = await component.PostAsJsonAsync(
                    $"{path}/{step}",
                    new { consent, values = CausewayAppDomain.Ledger("one") }
                );

                await response.ShouldNameAsync("consent");
            }
        }

        (await app.StatusOfAsync(connection)).ShouldBe("PendingAuth");
    }

    [Theory]
    [InlineData("""{"consent":"x","values":[]}""")]
    [InlineData("""{"consent":"x","values":"x"}""")]
    [InlineData("""{"consent":"x","values":{"a":1}}""")]
    [InlineData("""{"consent":"x","values":{"a":{}}}""")]
    [InlineData("""{"consent":"x","values":{"a":"\u0000"}}""")]
    public async Task Values_that_are_no_texts_are_refused(string body)
    {
        var connection = await app.HasConnectionAsync(linked: false, company: company, platformKey: FakeLedger.Key);
        foreach (var step in new[] { "authorize", "leave" })
        {
            using var content = new StringContent(body, null, "application/json");

            using var response = await component.PostAsync($"/embedded/connections/{connection.Id}/{step}", content);

            await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "values");
        }
    }

    [Fact]
    public async Task A_user_ends_a_connection_and_a_token_for_management_connects_it_again()
    {
        var connection = await app.HasConnectionAsync(company: company, platformKey: FakeLedger.Key);
        using var management = app.Component(await app.HasManagementTokenAsync(company));
        var path = $"/embedded/connections/{connection.Id}";

        using (var unlinked = await management.PostAsync($"{path}/unlink", null))
        {
            (await unlinked.ShouldBeOkAsync()).GetProperty("status").GetString().ShouldBe("Unlinked");
        }

        using (var twice = await management.PostAsync($"{path}/unlink", null))
        {
            await twice.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "Unlinked");
        }

        using var agreed = await management.PostAsync($"{path}/consent", null);
        var consent = (await agreed.ShouldBeOkAsync()).GetProperty("consent").GetString();
        using var authorized = await management.PostAsJsonAsync(
            $"{path}/authorize",
            new { consent, values = CausewayAppDomain.Ledger("one") }
        );

        (await authorized.ShouldBeOkAsync())
            .GetProperty("connection")
            .GetProperty("status")
            .GetString()
            .ShouldBe("Linked");
        (await app.GetJsonAsync($"{connection.Path}/events?pageSize=100"))
            .GetProperty("results")
            .EnumerateArray()
            .Count(e => e.GetProperty("actor").GetString() == "CompanyUser")
            .ShouldBe(2);
    }

    [Fact]
    public async Task Cancelling_is_noted_as_in_link()
    {
        var connection = await app.HasConnectionAsync(linked: false, company: company, platformKey: FakeLedger.Key);

        using var cancelled = await component.PostAsync($"/embedded/connections/{connection.Id}/cancel", null);

        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var problem = (await GetAsync($"/embedded/connections/{connection.Id}")).GetProperty("problem");
        problem.GetProperty("statusCode").GetInt32().ShouldBe(403);
        problem.GetProperty("message").GetString().ShouldBe("User cancelled");
    }

    [Fact]
    public async Task What_the_settings_do_not_offer_is_neither_listed_nor_begun_whatever_the_page_says()
    {
        using var set = await app.Client.PutAsJsonAsync(
            "/settings/link",
            new
            {
                showSandbox = false,
                integrations = new[] { FakeBooks.Key, FakeLedger.Key },
                landingPage = true,
            }
        );
        await set.ShouldBeOkAsync();

        var open = await GetAsync("/embedded/link");

        open.GetProperty("integrations")
            .EnumerateArray()
            .Select(i => i.GetProperty("key").GetString())
            .ShouldBe([FakeLedger.Key]);
        open.GetProperty("settings").GetProperty("landingPage").GetBoolean().ShouldBeTrue();
        foreach (var platformKey in new[] { FakeBooks.Key, FakeBank.Key, "zzzz", null })
        {
            using var response = await component.PostAsJsonAsync("/embedded/connections", new { platformKey });

            await response.ShouldNameAsync("platformKey");
        }
    }

    [Theory]
    [InlineData("fr", "Clients")]
    [InlineData("de-CH, en;q=0.5", "Kunden")]
    [InlineData("it", "Customers")]
    public async Task Words_are_in_the_language_that_is_asked_for(string language, string customers)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/embedded/link");
        message.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await component.SendAsync(message);

        (await response.ShouldBeOkAsync())
            .GetProperty("integrations")
            .EnumerateArray()
            .Single(i => i.GetProperty("key").GetString() == FakeBooks.Key)
            .GetProperty("dataTypes")
            .EnumerateArray()
            .Select(d => d.GetString())
            .ShouldBe([customers]);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await component.GetAsync(path);
        return await response.ShouldBeOkAsync();
    }

    private async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var response = await component.PostAsJsonAsync(path, body ?? new { });
        return await response.ShouldBeOkAsync();
    }
}
