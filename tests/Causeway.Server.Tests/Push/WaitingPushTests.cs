using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Push;

/// <summary>Writes that a source does not take now, and those that are stopped before they are sent.</summary>
[Collection(nameof(PushServer))]
public sealed class WaitingPushTests(PushServer server)
{
    [Fact]
    public async Task A_source_over_its_limits_is_left_alone_for_as_long_as_it_says()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(
            new SourceFailure(SourceFailureCategory.RateLimited, "Too many calls.")
            {
                RetryAfter = TimeSpan.FromSeconds(90),
            }
        );
        var key = await connection.PushAsync();
        await connection.UntilStatesAsync(key, "Pending", "Sending", "Pending");
        (await connection.GetAsync(key)).GetProperty("statusCode").GetInt32().ShouldBe(202);

        server.Advance(TimeSpan.FromSeconds(89));
        await connection.NudgeAsync();
        var other = await server.HasConnectionAsync();
        await other.UntilAsync(await other.PushAsync(), "Success");
        connection.Books.Calls.ShouldBe(1);
        server.Advance(TimeSpan.FromSeconds(1));

        await connection.UntilAsync(key, "Success");
        connection.Books.Calls.ShouldBe(2);
        connection.Books.Looks.ShouldBe(0);
        connection.Books.Records.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_source_that_stays_away_fails_the_write_after_a_day()
    {
        var connection = await server.HasConnectionAsync();
        connection
            .Books.NextWriteFails(SourceFailureCategory.Unavailable, "It is down.")
            .NextWriteFails(SourceFailureCategory.Unavailable, "It is down.");
        var key = await connection.PushAsync();
        await connection.UntilStatesAsync(key, "Pending", "Sending", "Pending");

        server.Advance(TimeSpan.FromHours(24));

        var failed = await connection.UntilAsync(key, "Failed");
        failed.GetProperty("statusCode").GetInt32().ShouldBe(503);
        failed.GetProperty("errorMessage").GetString().ShouldBe("Nothing was written: It is down.");
    }

    [Fact]
    public async Task A_refused_key_fails_the_write_and_deauthorizes_the_connection()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(SourceFailureCategory.Authentication, "The key was revoked.");
        var first = await connection.PushAsync("One");
        var failed = await connection.UntilAsync(first, "Failed");

        failed.GetProperty("statusCode").GetInt32().ShouldBe(401);
        using var refused = await connection.PostAsync("customers", PushConnection.Customer("Two"));
        await refused.ShouldBeRefusedAsync(System.Net.HttpStatusCode.BadRequest, "Deauthorized");
        await server.ChangeAsync(async db =>
        {
            var row = await db.Set<Connection>().SingleAsync(c => c.Id == connection.Id);
            row.Status.ShouldBe(ConnectionStatus.Deauthorized);
            row.Errors.ShouldHaveSingleItem().ErrorMessage.ShouldBe("The key was revoked.");
        });
    }

    [Theory]
    [InlineData(SourceFailureCategory.Permission, 403)]
    [InlineData(SourceFailureCategory.NotFound, 404)]
    [InlineData(SourceFailureCategory.Rejected, 400)]
    public async Task What_the_source_refuses_for_good_fails_with_its_status(SourceFailureCategory category, int status)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(category);

        var failed = await connection.UntilAsync(await connection.PushAsync(), "Failed");

        failed.GetProperty("statusCode").GetInt32().ShouldBe(status);
        connection.Books.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task Writes_that_wait_are_failed_and_not_sent_when_the_connection_is_unlinked()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(SourceFailureCategory.Unavailable);
        var first = await connection.PushAsync("One");
        var second = await connection.PushAsync("Two");
        await connection.UntilStatesAsync(first, "Pending", "Sending", "Pending");

        await connection.UnlinkAsync();

        var failed = await connection.UntilAsync(first, "Failed");
        failed.GetProperty("errorMessage").GetString().ShouldBe("The connection is Unlinked; the write was not sent.");
        await connection.UntilAsync(second, "Failed");
        connection.Books.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Deleting_the_connection_ends_its_writes_and_forgets_what_was_in_them()
    {
        var connection = await server.HasConnectionAsync();
        var done = await connection.PushAsync("Done");
        await connection.UntilAsync(done, "Success");
        connection.Books.NextWriteFails(SourceFailureCategory.Unavailable);
        var waiting = await connection.PushAsync("Waiting");
        await connection.UntilStatesAsync(waiting, "Pending", "Sending", "Pending");

        await connection.DeleteAsync();

        var failed = await connection.UntilAsync(waiting, "Failed");
        failed.GetProperty("statusCode").GetInt32().ShouldBe(404);
        (await connection.GetAsync(done)).GetProperty("status").GetString().ShouldBe("Success");
        await server.UntilAsync(
            async () =>
            {
                var bodies = -1;
                await server.ChangeAsync(async db =>
                    bodies = await db.Set<Server.Push.PushOperation>()
                        .CountAsync(o => o.ConnectionId == connection.Id && o.Body != null)
                );
                return bodies;
            },
            bodies => bodies == 0
        );
        using var refused = await connection.PostAsync("customers", PushConnection.Customer("Late"));
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_uncertain_write_of_a_deleted_connection_says_that_it_may_have_happened()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost().NextLookFails(SourceFailureCategory.Unavailable);
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);

        await connection.DeleteAsync();

        var failed = await connection.UntilAsync(key, "Failed");
        failed.GetProperty("errorMessage").GetString()!.ShouldContain("may have taken effect");
    }

    [Fact]
    public async Task A_write_that_waits_is_timed_out_and_never_sent()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(
            new SourceFailure(SourceFailureCategory.Unavailable, "It is down.") { RetryAfter = TimeSpan.FromMinutes(5) }
        );
        var key = await connection.PushAsync(query: "?timeoutInMinutes=1");
        await connection.UntilStatesAsync(key, "Pending", "Sending", "Pending");
        server.Advance(TimeSpan.FromMinutes(1));

        var timedOut = await connection.UntilAsync(key, "TimedOut");
        timedOut.GetProperty("statusCode").GetInt32().ShouldBe(408);
        timedOut.GetProperty("timeoutInMinutes").GetInt32().ShouldBe(1);
        timedOut.TryGetProperty("completedOnUtc", out _).ShouldBeTrue();
        server.Advance(TimeSpan.FromHours(1));
        await connection.NudgeAsync();
        var next = await connection.PushAsync("Next");
        await connection.UntilAsync(next, "Success");
        connection.Books.Records.ShouldHaveSingleItem().Name.ShouldBe("Next");
    }

    [Fact]
    public async Task A_write_under_way_is_timed_out_for_the_client_and_still_followed_to_its_end()
    {
        var connection = await server.HasConnectionAsync();
        var answer = new TaskCompletionSource();
        connection.Books.NextWrite(
            async (make, _) =>
            {
                await answer.Task;
                return make();
            }
        );
        var key = await connection.PushAsync(query: "?timeoutInMinutes=1");
        await connection.UntilStatesAsync(key, "Pending", "Sending");
        server.Advance(TimeSpan.FromMinutes(1));
        await connection.UntilAsync(key, "TimedOut");

        answer.SetResult();

        await connection.UntilStatesAsync(key, "Pending", "Sending", "Success");
        var after = await connection.GetAsync(key);
        after.GetProperty("status").GetString().ShouldBe("TimedOut");
        after.GetProperty("changes")[0].GetProperty("recordRef").GetProperty("id").GetString().ShouldBe("r1");
    }
}
