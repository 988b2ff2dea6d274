using System.Net;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>The second rule of refreshing: what is done about an answer that never came.</summary>
[Collection(nameof(OAuthServer))]
public sealed class LostAnswerTests(OAuthServer server)
{
    [Fact]
    public async Task Rule_2_the_intent_is_written_ahead_and_a_lost_answer_is_redeemed_again_in_its_time_of_grace()
    {
        await using var app = await server.StartAsync(url => new FakeOAuth(url)
        {
            Rules = new TokenRules { LostAnswerGrace = TimeSpan.FromMinutes(30) },
        });
        await server.ReadyAsync();
        var connection = await server.HasConnectionAsync(app);
        await server.Provider.SetAsync(new { grace = 1800, faults = new[] { "cut-after" } });
        server.Expire();

        using var lost = await connection.UseAsync();

        lost.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var between = await connection.GrantAsync();
        between.AnswerIsUnknown.ShouldBeTrue();
        between.IntentAttempt.ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await connection.ShouldWorkAsync();
        (await connection.StatusAsync()).ShouldBe("Linked");
        (await server.Provider.StatsAsync()).Families.ShouldBe(0);
        (await connection.HappenedAsync()).ShouldBe([
            "Granted",
            "Attached",
            "RefreshFailed",
            "AnswerLost",
            "Refreshed",
        ]);
    }

    [Fact]
    public async Task Rule_2_a_lost_answer_that_comes_once_more_after_its_access_token_has_ended_serves_to_get_the_next()
    {
        await using var app = await server.StartAsync(url => new FakeOAuth(url)
        {
            Rules = new TokenRules { LostAnswerGrace = TimeSpan.FromHours(3) },
        });
        await server.ReadyAsync();
        var connection = await server.HasConnectionAsync(app);
        await server.Provider.SetAsync(new { grace = 10_800, faults = new[] { "cut-after" } });
        server.Expire();
        using var lost = await connection.UseAsync();
        lost.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        server.Clock.Advance(TimeSpan.FromMinutes(61));
        await connection.ShouldWorkAsync();

        var grant = await connection.GrantAsync();
        (grant.Generation, grant.AccessExpires > server.Clock.GetUtcNow()).ShouldBe((2, true));
        var stats = await server.Provider.StatsAsync();
        (stats.Redemptions, stats.Replays, stats.Families).ShouldBe((2, 1, 0));
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Rule_2_without_a_time_of_grace_the_access_token_is_used_to_its_end_first()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        await server.Provider.FailAsync("cut-before");
        // In the last quarter of its life: it is renewed in the background, and that gets lost.
        server.Clock.Advance(TimeSpan.FromMinutes(56));
        await connection.ShouldWorkAsync();
        await OAuthConnection.EventuallyAsync(async () => (await connection.GrantAsync()).Failures == 1);

        await connection.ShouldWorkAsync();
        await connection.ShouldWorkAsync();

        var held = await connection.GrantAsync();
        held.AnswerIsUnknown.ShouldBeTrue();
        held.RetryAt.ShouldBe(held.AccessExpires);
        (await server.Provider.StatsAsync()).TokenCalls.ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        await connection.ShouldWorkAsync();
        (await server.Provider.StatsAsync()).Redemptions.ShouldBe(1);
    }
}
