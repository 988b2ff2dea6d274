using System.Net;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>Clocks that are wrong, at the source or here, cost nobody a connection.</summary>
[Collection(nameof(KindsServer))]
public sealed class ClockTests(KindsServer server)
{
    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task An_hour_is_an_hour_whatever_the_sources_clock_shows(int days)
    {
        server.Source.Clock = () => server.Clock.GetUtcNow().AddDays(days);
        var connection = await server.HasGrantAsync();
        var redeemed = server.Source.Redeemed.Count;

        var grant = await server.GrantAsync(connection);
        server.Clock.Advance(TimeSpan.FromMinutes(40));
        await server.ShouldWorkAsync(connection);

        grant.AccessExpires.ShouldBe(server.Clock.GetUtcNow().AddMinutes(20));
        server.Source.Redeemed.Count.ShouldBe(redeemed);
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        await server.ShouldWorkAsync(connection);
        server.Source.Redeemed.Count.ShouldBe(redeemed + 1);
        server.Source.Clock = null;
    }

    [Fact]
    public async Task A_token_that_ends_by_the_sources_clock_before_the_hour_it_was_said_to_live_is_renewed_once()
    {
        var connection = await server.HasGrantAsync();
        var first = await server.ShouldWorkAsync(connection);
        var redeemed = server.Source.Redeemed.Count;

        server.Clock.Advance(TimeSpan.FromMinutes(20));
        server.Source.Close("Authorization", first["Authorization"]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.UseAsync(connection)));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        server.Source.Redeemed.Count.ShouldBe(redeemed + 1);
        (await server.App.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_time_to_come_again_is_measured_by_the_clock_of_who_names_it(int days)
    {
        var connection = await server.HasGrantAsync();
        var theirs = server.Clock.GetUtcNow().AddHours(2).AddDays(days);
        server.Clock.Advance(TimeSpan.FromHours(2));
        server.Source.Clock = () => theirs;
        server.Source.Fail(
            StatusCodes.Status503ServiceUnavailable,
            response => response.Headers.RetryAfter = theirs.AddSeconds(90).ToString("R")
        );

        using var failed = await server.UseAsync(connection);

        ((int)failed.StatusCode).ShouldBeOneOf(429, 503);
        var grant = await server.GrantAsync(connection);
        grant.RetryAt.ShouldBe(server.Clock.GetUtcNow().AddSeconds(90));
        server.Source.Clock = null;
        server.Clock.Advance(TimeSpan.FromSeconds(91));
        await server.ShouldWorkAsync(connection);
    }

    [Fact]
    public async Task A_token_that_ended_while_the_clock_here_was_put_back_is_renewed()
    {
        var connection = await server.HasGrantAsync();
        var first = await server.ShouldWorkAsync(connection);
        server.Clock.Advance(TimeSpan.FromHours(2));
        var second = await server.ShouldWorkAsync(connection);
        second["Authorization"].ShouldNotBe(first["Authorization"]);

        server.Clock.Advance(TimeSpan.FromHours(-3));
        server.Source.Close("Authorization", second["Authorization"]);
        var third = await server.ShouldWorkAsync(connection);

        third["Authorization"].ShouldNotBe(second["Authorization"]);
        (await server.App.StatusOfAsync(connection)).ShouldBe("Linked");
        server.Clock.Advance(TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task A_wait_from_before_the_clock_here_was_put_back_binds_nobody()
    {
        var connection = await server.HasGrantAsync();
        var good = await server.ShouldWorkAsync(connection);
        server.Clock.Advance(TimeSpan.FromHours(2));
        server.Source.Fail(StatusCodes.Status503ServiceUnavailable);
        using (var failed = await server.UseAsync(connection))
        {
            failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        server.Clock.Advance(TimeSpan.FromDays(-1));
        server.Source.Close("Authorization", good["Authorization"]);
        await server.ShouldWorkAsync(connection);

        (await server.GrantAsync(connection)).Failures.ShouldBe(0);
        (await server.App.StatusOfAsync(connection)).ShouldBe("Linked");
        server.Clock.Advance(TimeSpan.FromDays(1));
    }
}
