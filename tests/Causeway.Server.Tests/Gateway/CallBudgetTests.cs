using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Server.Tests.Gateway;

public class CallBudgetTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task When_the_calls_are_used_up_for_long_the_work_makes_room_and_knows_when_to_come_back()
    {
        await using var budget = new CallBudget(time);
        var connection = ConnectionId.New(time);
        var twoAnHour = new RequestBudget(2, TimeSpan.FromHours(1));
        (await budget.TakeAsync(connection, twoAnHour, default)).Dispose();
        (await budget.TakeAsync(connection, twoAnHour, default)).Dispose();

        var failure = await Should.ThrowAsync<SourceException>(async () =>
            await budget.TakeAsync(connection, twoAnHour, default)
        );

        failure.Failure.Category.ShouldBe(SourceFailureCategory.RateLimited);
        failure.Failure.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task Another_connection_has_a_budget_of_its_own()
    {
        await using var budget = new CallBudget(time);
        var oneAnHour = new RequestBudget(1, TimeSpan.FromHours(1));
        (await budget.TakeAsync(ConnectionId.New(time), oneAnHour, default)).Dispose();

        using var call = await budget.TakeAsync(ConnectionId.New(time), oneAnHour, default);

        call.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wait_that_the_source_asked_for_holds_for_all_calls_of_the_connection_until_it_is_over()
    {
        await using var budget = new CallBudget(time);
        var connection = ConnectionId.New(time);
        var plenty = new RequestBudget(100, TimeSpan.FromSeconds(1));
        (await budget.TakeAsync(connection, plenty, default)).Dispose();

        budget.Pause(connection, TimeSpan.FromSeconds(60));

        var failure = await Should.ThrowAsync<SourceException>(async () =>
            await budget.TakeAsync(connection, plenty, default)
        );
        failure.Failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(60));
        (await budget.TakeAsync(connection, plenty, default)).Dispose();
    }

    [Fact]
    public async Task No_more_calls_are_under_way_at_once_than_allowed()
    {
        await using var budget = new CallBudget(time);
        var connection = ConnectionId.New(time);
        var oneAtATime = new RequestBudget(100, TimeSpan.FromSeconds(1), Concurrent: 1);
        var first = await budget.TakeAsync(connection, oneAtATime, default);

        var second = budget.TakeAsync(connection, oneAtATime, default).AsTask();

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
    }
}
