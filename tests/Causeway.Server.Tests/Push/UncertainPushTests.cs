using Causeway.Contracts.Connectors;
using Causeway.Server.Push;
using Causeway.Server.Push.Sending;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Push;

/// <summary>A write whose answer is lost must come to a known end, and never be made twice.</summary>
[Collection(nameof(PushServer))]
public sealed class UncertainPushTests(PushServer server)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_record_that_was_made_is_found_by_its_marker_when_the_answer_is_lost()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost();

        var key = await connection.PushAsync("Oak");

        var done = await connection.UntilAsync(key, "Success");
        done.GetProperty("changes")[0].GetProperty("recordRef").GetProperty("id").GetString().ShouldBe("r1");
        (await connection.StatesAsync(key)).ShouldBe(["Pending", "Sending", "Uncertain", "Success"]);
        connection.Books.Records.ShouldHaveSingleItem().Marker.ShouldBe(PushMarker.Of(key).Text);
    }

    [Fact]
    public async Task A_record_that_shows_late_is_waited_for_and_not_written_again()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost().NextLook(_ => Task.FromResult(false));
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);

        server.Advance(LongEnough);

        await connection.UntilAsync(key, "Success");
        connection.Books.Records.Count.ShouldBe(1);
        connection.Books.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_look_that_a_process_did_not_live_to_end_is_begun_anew_at_once()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost().NextLook(_ => Task.FromResult(false));
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);
        await server.UntilQuietAsync();

        await server.ChangeAsync(
            async db =>
            {
                var operation = await db.Set<PushOperation>().SingleAsync(o => o.Key == key);
                operation.Sender.ShouldBeNull();
                operation.Look(Guid.CreateVersion7(), new PushOptions(), server.Clock.GetUtcNow());
            },
            new AdvancePushes(connection.CompanyId, connection.Id)
        );

        await connection.UntilAsync(key, "Success");
        connection.Books.Looks.ShouldBe(2);
        connection.Books.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_is_certainly_not_there_is_written_again()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(SourceFailureCategory.Lost);
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);
        connection.Books.Calls.ShouldBe(1);

        server.Advance(LongEnough);

        await connection.UntilAsync(key, "Success");
        connection.Books.Records.ShouldHaveSingleItem();
        connection.Books.Calls.ShouldBe(2);
        (await connection.StatesAsync(key)).ShouldBe([
            "Pending",
            "Sending",
            "Uncertain",
            "Pending",
            "Sending",
            "Success",
        ]);
    }

    [Fact]
    public async Task It_is_not_looked_for_twice_within_a_moment_to_call_it_absent()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(SourceFailureCategory.Lost);
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);

        server.Advance(TimeSpan.FromSeconds(5));
        await connection.NudgeAsync();
        await connection.NudgeAsync();
        var next = await server.HasConnectionAsync();
        await next.UntilAsync(await next.PushAsync(), "Success");

        connection.Books.Looks.ShouldBe(1);
        connection.Books.Calls.ShouldBe(1);
        (await connection.StatesAsync(key)).ShouldBe(["Pending", "Sending", "Uncertain"]);
    }

    [Fact]
    public async Task A_source_that_loses_every_attempt_fails_the_write_in_the_end()
    {
        var connection = await server.HasConnectionAsync();
        connection
            .Books.NextWriteFails(SourceFailureCategory.Lost)
            .NextWriteFails(SourceFailureCategory.Lost)
            .NextWriteFails(SourceFailureCategory.Lost);
        var key = await connection.PushAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await connection.UntilLookedAsync((2 * attempt) - 1);
            server.Advance(LongEnough);
        }

        var failed = await connection.UntilAsync(key, "Failed");

        failed
            .GetProperty("errorMessage")
            .GetString()
            .ShouldBe("The source lost the write 3 times; the record is not there.");
        failed.GetProperty("statusCode").GetInt32().ShouldBe(504);
        connection.Books.Calls.ShouldBe(3);
        connection.Books.Records.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceFailureCategory.Unavailable)]
    [InlineData(SourceFailureCategory.RateLimited)]
    [InlineData(SourceFailureCategory.Lost)]
    [InlineData(SourceFailureCategory.Malformed)]
    [InlineData(SourceFailureCategory.Permission)]
    public async Task A_source_that_cannot_be_asked_is_asked_later_and_nothing_is_written_meanwhile(
        SourceFailureCategory category
    )
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost().NextLookFails(category).NextLookFails(category);
        var key = await connection.PushAsync();
        for (var look = 1; look <= 2; look++)
        {
            await connection.UntilLookedAsync(look);
            await connection.UntilStatesAsync(key, "Pending", "Sending", "Uncertain");
            (await connection.GetAsync(key)).GetProperty("status").GetString().ShouldBe("Pending");
            server.Advance(LongEnough);
        }

        await connection.UntilAsync(key, "Success");

        connection.Books.Calls.ShouldBe(1);
        connection.Books.Records.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_source_that_takes_too_long_leaves_the_write_uncertain_until_it_is_found()
    {
        var connection = await server.HasConnectionAsync();
        var arrived = new TaskCompletionSource();
        connection.Books.NextWrite(
            async (make, ct) =>
            {
                make();
                arrived.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
                throw new InvalidOperationException("Never reached.");
            }
        );
        var key = await connection.PushAsync();
        await arrived.Task;

        server.Clock.Advance(TimeSpan.FromSeconds(101));

        await connection.UntilAsync(key, "Success");
        (await connection.StatesAsync(key)).ShouldBe(["Pending", "Sending", "Uncertain", "Success"]);
        connection.Books.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_source_that_does_not_even_hear_that_its_time_is_over_does_not_hold_the_server()
    {
        var connection = await server.HasConnectionAsync();
        var arrived = new TaskCompletionSource();
        connection.Books.NextWrite(
            async (make, _) =>
            {
                make();
                arrived.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                throw new InvalidOperationException("Never reached.");
            }
        );
        var key = await connection.PushAsync();
        await arrived.Task;

        server.Clock.Advance(TimeSpan.FromSeconds(101));

        await connection.UntilAsync(key, "Success");
        connection.Books.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_makes_no_sense_may_hide_a_record(bool made)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWrite(
            (make, _) =>
            {
                if (made)
                {
                    make();
                }

                throw new InvalidOperationException("The connector broke.");
            }
        );
        var key = await connection.PushAsync();
        await connection.UntilLookedAsync(1);
        server.Advance(LongEnough);

        await connection.UntilAsync(key, "Success");

        connection.Books.Records.ShouldHaveSingleItem();
        connection.Books.Calls.ShouldBe(made ? 1 : 2);
    }

    [Fact]
    public async Task A_refused_key_while_looking_deauthorizes_and_the_outcome_is_learnt_after_a_new_authorization()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost().NextLookFails(SourceFailureCategory.Authentication);
        var key = await connection.PushAsync();
        await connection.UntilConnectionIsAsync(Causeway.Server.Connections.ConnectionStatus.Deauthorized);
        server.Advance(LongEnough);
        await connection.NudgeAsync();
        (await connection.GetAsync(key)).GetProperty("status").GetString().ShouldBe("Pending");

        await connection.LinkAsync();
        server.Advance(LongEnough);

        await connection.UntilAsync(key, "Success");
        connection.Books.Calls.ShouldBe(1);
    }
}
