using System.Net;
using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>The nine rules of refreshing, each against a real authorization server with rotation and reuse detection.</summary>
[Collection(nameof(OAuthServer))]
public sealed class RefreshRulesTests(OAuthServer server)
{
    [Fact]
    public async Task Rule_1_a_refresh_token_is_redeemed_once_however_many_ask()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Expire();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => connection.UseAsync()));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var stats = await server.Provider.StatsAsync();
        (stats.Redemptions, stats.MostOften, stats.Families).ShouldBe((1, 1, 0));
        (await connection.GrantAsync()).Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Rule_1_whoever_lost_the_lease_writes_nothing()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Expire();
        await server.Provider.SetAsync(new { delay = 800 });

        var slow = connection.UseAsync();
        await OAuthConnection.EventuallyAsync(async () => (await connection.GrantAsync()).IntentHash is not null);
        // Another has had the lease meanwhile, which raised its number.
        await connection.ChangeAsync(set =>
            set.SetProperty(g => g.Fence, g => g.Fence + 1)
                .SetProperty(g => g.LeaseHolder, (Guid?)null)
                .SetProperty(g => g.LeaseUntil, (DateTimeOffset?)null)
        );
        using var answer = await slow;

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        // It is saved all the same, because the other one did nothing with its lease: what was redeemed must not get lost.
        (await connection.GrantAsync()).Generation.ShouldBe(1);
        (await server.Provider.StatsAsync()).Families.ShouldBe(0);
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Rule_3_new_tokens_are_saved_before_anybody_uses_them()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Expire();
        // The row has moved on since the lease was taken, as if another had saved: what comes now may not be written over it.
        await server.Provider.SetAsync(new { delay = 800 });
        var slow = connection.UseAsync();
        await OAuthConnection.EventuallyAsync(async () => (await connection.GrantAsync()).IntentHash is not null);
        await connection.ChangeAsync(set =>
            set.SetProperty(g => g.Generation, 7)
                .SetProperty(g => g.AccessExpires, server.Clock.GetUtcNow().AddHours(1))
        );

        using var answer = await slow;

        var grant = await connection.GrantAsync();
        grant.Generation.ShouldBe(7);
        grant.RefreshHash.ShouldBe(TokenSet.HashOf(new Contracts.Secret(connection.Minted.RefreshToken)));
    }

    [Fact]
    public async Task Rule_4_a_good_access_token_is_served_whatever_the_refresh_does()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.SetAsync(new { downtime = true });
        server.Clock.Advance(TimeSpan.FromMinutes(57));

        for (var i = 0; i < 5; i++)
        {
            await connection.ShouldWorkAsync();
        }

        await OAuthConnection.EventuallyAsync(async () => (await connection.GrantAsync()).Failures > 0);
        await connection.ShouldWorkAsync();
        (await connection.StatusAsync()).ShouldBe("Linked");
        (await connection.ActiveErrorsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rule_4_it_is_renewed_early_in_the_background()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(56));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => connection.ShouldWorkAsync()));

        await OAuthConnection.EventuallyAsync(async () => (await connection.GrantAsync()).Generation == 1);
        // Each redemption is a generation. The clock has moved for what other tests left on the server, too: that redeems its own.
        (await server.Provider.StatsAsync()).MostOften.ShouldBe(1);
        (await connection.GrantAsync()).Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Rule_5_a_grant_that_the_source_has_ended_deauthorizes_with_one_event()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.EndAsync(connection.Minted.RefreshToken);
        server.Expire();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connection.UseAsync()));

        await OAuthConnection.EventuallyAsync(async () => await connection.StatusAsync() == "Deauthorized");
        var moves = await server.App.GetJsonAsync($"{connection.Connection.Path}/events");
        moves
            .GetProperty("results")
            .EnumerateArray()
            .Count(e => e.GetProperty("toStatus").GetString() == "Deauthorized")
            .ShouldBe(1);
        (await connection.HappenedAsync()).Count(w => w == "Ended").ShouldBe(1);
        (await connection.AuthorizationAsync()).GetProperty("state").GetString().ShouldBe("Ended");
    }

    [Theory]
    [InlineData("503")]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("cut-before")]
    [InlineData("malformed")]
    [InlineData("html")]
    [InlineData("hold")]
    public async Task Rule_5_whatever_passes_is_tried_again_and_shows_while_it_lasts(string fault)
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.FailAsync(
            fault is "malformed" or "html" or "500" or "503" or "429" ? [fault, fault] : [fault]
        );
        server.Expire();

        using var failed = await connection.UseAsync();

        ((int)failed.StatusCode).ShouldBeOneOf(429, 503);
        (await connection.StatusAsync()).ShouldBe("Linked");
        await OAuthConnection.EventuallyAsync(async () => (await connection.ActiveErrorsAsync()).Count == 1);
        using var tooSoon = await connection.UseAsync();
        ((int)tooSoon.StatusCode).ShouldBeOneOf(429, 503);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await connection.UseAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        if (fault is "hold")
        {
            // It was redeemed, and the source has no time of grace: nothing could have saved this one.
            return;
        }

        await connection.ShouldWorkAsync();
        await OAuthConnection.EventuallyAsync(async () => (await connection.ActiveErrorsAsync()).Count == 0);
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Rule_5_a_wrong_client_alerts_the_operator_and_no_user()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.FailAsync("invalid_client");
        server.Expire();

        using var failed = await connection.UseAsync();

        failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await failed.Content.ReadAsStringAsync()).ShouldContain("operator");
        (await connection.StatusAsync()).ShouldBe("Linked");
        server.Logs.Text.ShouldContain(
            $"Integration {FakeOAuth.Key}: The source refuses this server's own registration"
        );
        (await connection.HappenedAsync()).ShouldContain("ClientRefused");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await connection.ShouldWorkAsync();
    }

    [Fact]
    public async Task Rule_6_an_answer_without_a_lifetime_or_a_refresh_token_does_no_harm()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.SetAsync(new { omit = new[] { "expires_in", "refresh_token" } });
        server.Expire();

        await connection.ShouldWorkAsync();

        var grant = await connection.GrantAsync();
        // The connector knows how long they live.
        (grant.AccessExpires - server.Clock.GetUtcNow()).ShouldBe(TimeSpan.FromMinutes(10));
        grant.RefreshHash.ShouldBe(TokenSet.HashOf(new Contracts.Secret(connection.Minted.RefreshToken)));
        await connection.ShouldWorkAsync();
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Rule_6_a_token_that_the_source_refuses_before_its_time_is_renewed_once()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        await server.Provider.ForgetAsync(connection.Minted.AccessToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => connection.UseAsync()));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await server.Provider.StatsAsync()).Redemptions.ShouldBe(1);
    }

    [Fact]
    public async Task Rule_7_an_idle_grant_is_exercised_well_before_the_source_forgets_it()
    {
        await using var app = await server.StartAsync(url => new FakeOAuth(url)
        {
            Rules = new TokenRules { IdleLimit = TimeSpan.FromDays(60) },
        });
        await server.ReadyAsync();
        var connection = await server.HasConnectionAsync(app);
        server.Clock.Advance(TimeSpan.FromDays(29));
        await connection.TendAsync();
        (await connection.GrantAsync()).Generation.ShouldBe(0);

        server.Clock.Advance(TimeSpan.FromDays(2));
        await connection.TendAsync();

        (await connection.GrantAsync()).Generation.ShouldBe(1);
        (await connection.HappenedAsync()).ShouldContain("Exercised");
        // And the next time is planned.
        var next = (await connection.GrantAsync()).TendAt;
        next.ShouldBe(server.Clock.GetUtcNow().AddDays(30));
    }

    [Fact]
    public async Task Rule_7_the_end_of_an_authorization_is_announced_30_14_7_and_1_days_before()
    {
        await using var app = await server.StartAsync(url => new FakeOAuth(url)
        {
            Rules = new TokenRules { AbsoluteLifetime = TimeSpan.FromDays(100) },
        });
        await server.ReadyAsync();
        var connection = await server.HasConnectionAsync(app);
        var end = server.Clock.GetUtcNow().AddDays(100);
        (await connection.AuthorizationAsync()).GetProperty("expiresOnUtc").GetDateTimeOffset().ShouldBe(end);

        var announced = new Dictionary<int, int>();
        var today = 0;
        foreach (var day in (int[])[1, 69, 70, 71, 85, 86, 87, 92, 93, 98, 99])
        {
            server.Clock.Advance(TimeSpan.FromDays(day - today));
            today = day;
            await connection.TendAsync();
            announced[day] = (await connection.HappenedAsync()).Count(w => w == "Announced");
            await OAuthConnection.EventuallyAsync(async () => (await ToldAsync(connection)).Count == announced[day]);
        }

        announced.Select(t => t.Value).ShouldBe([0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4]);
        await OAuthConnection.EventuallyAsync(async () =>
            (await app.GetJsonAsync($"{connection.Connection.Path}/events"))
                .GetProperty("results")
                .EnumerateArray()
                .Count(e =>
                    e.GetProperty("reason").GetString()!.Contains("The authorization ends on", StringComparison.Ordinal)
                ) == 4
        );
        var told = await ToldAsync(connection);
        told.Select(t => t.GetProperty("daysLeft").GetInt32()).ShouldBe([30, 14, 7, 1]);
        told.ShouldAllBe(t =>
            t.GetProperty("expiresOnDate").GetDateTimeOffset() == end
            && t.GetProperty("linkUrl").GetString()!.EndsWith($"/{connection.Connection.Id}/start")
            && t.GetProperty("connection").GetProperty("id").GetString() == connection.Connection.Id.ToString()
            && t.GetProperty("referenceCompany").GetProperty("id").GetString()
                == connection.Connection.CompanyId.ToString()
        );
    }

    // What webhook consumers are told of the end of an authorization, in order.
    private static async Task<List<JsonElement>> ToldAsync(OAuthConnection connection)
    {
        var bodies = await connection.LookAsync(db =>
            db.Set<ClientEvent>()
                .Where(e => e.Type == EventTypes.AuthorizationExpiring && e.ConnectionId == connection.Connection.Id)
                .OrderBy(e => e.Sequence)
                .Select(e => e.Body)
                .ToListAsync()
        );
        return bodies.ConvertAll(b => JsonSerializer.Deserialize<JsonElement>(b).GetProperty("payload"));
    }

    [Fact]
    public async Task Rule_9_what_happened_stays_to_be_read_when_the_access_was_given_again()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        server.Expire();
        await connection.ShouldWorkAsync();
        await server.Provider.EndAsync(connection.Minted.RefreshToken);
        server.Expire();
        (await connection.UseAsync()).Dispose();
        await OAuthConnection.EventuallyAsync(async () => await connection.StatusAsync() == "Deauthorized");
        using var browser = new OAuthBrowser(server.App);

        await browser.ConnectAsync(connection.Connection, "one");

        (await connection.StatusAsync()).ShouldBe("Linked");
        (await connection.HappenedAsync()).ShouldBe([
            "Granted",
            "Attached",
            "Refreshed",
            "Ended",
            "Granted",
            "Attached",
        ]);
    }

    [Fact]
    public async Task Rule_9_what_happens_to_an_authorization_can_be_read()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        server.Expire();
        await connection.ShouldWorkAsync();

        (await connection.HappenedAsync()).ShouldBe(["Granted", "Attached", "Refreshed"]);
        var authorization = await connection.AuthorizationAsync();
        authorization.GetProperty("state").GetString().ShouldBe("Held");
        authorization.GetProperty("refreshes").GetInt32().ShouldBe(1);
        authorization.GetProperty("connectionsOnIt").GetInt32().ShouldBe(1);
        authorization.GetProperty("relinkUrl").GetString().ShouldEndWith("/start");
        authorization.ToString().ShouldNotContain(connection.Minted.RefreshToken);
    }
}
