using Causeway.Contracts.Connectors;

namespace Causeway.Server.Tests.Push;

/// <summary>The writes of one connection are made one at a time, in the order in which they were accepted.</summary>
[Collection(nameof(PushServer))]
public sealed class PushOrderTests(PushServer server)
{
    [Fact]
    public async Task Thirty_writes_are_made_in_their_order_one_at_a_time()
    {
        var connection = await server.HasConnectionAsync();
        var names = Enumerable.Range(1, 30).Select(i => $"Customer {i}").ToList();
        var last = default(Contracts.PushOperationKey);
        foreach (var name in names)
        {
            last = await connection.PushAsync(name);
        }

        await connection.UntilAsync(last, "Success");

        connection.Books.Records.Select(r => r.Name).ShouldBe(names);
        connection.Books.MostAtWork.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_connection_does_not_hold_back_another()
    {
        var slow = await server.HasConnectionAsync();
        var fast = await server.HasConnectionAsync();
        var answer = new TaskCompletionSource();
        slow.Books.NextWrite(
            async (make, _) =>
            {
                await answer.Task;
                return make();
            }
        );
        var held = await slow.PushAsync();
        await slow.UntilStatesAsync(held, "Pending", "Sending");

        await fast.UntilAsync(await fast.PushAsync(), "Success");

        answer.SetResult();
        await slow.UntilAsync(held, "Success");
    }

    [Fact]
    public async Task An_uncertain_write_holds_back_those_after_it_for_ten_minutes()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost();
        for (var i = 0; i < 20; i++)
        {
            connection.Books.NextLookFails(SourceFailureCategory.Unavailable);
        }

        var uncertain = await connection.PushAsync("First");
        var next = await connection.PushAsync("Next");
        await connection.UntilLookedAsync(1);
        await connection.NudgeAsync();
        await server.UntilQuietAsync();
        (await connection.StatesAsync(next)).ShouldBe(["Pending"]);

        server.Advance(TimeSpan.FromMinutes(11));

        await connection.UntilAsync(next, "Success");
        (await connection.StatesAsync(uncertain)).ShouldBe(["Pending", "Sending", "Uncertain"]);
        for (var looks = 3; looks <= 21; looks++)
        {
            await server.UntilQuietAsync();
            server.Advance(TimeSpan.FromMinutes(11));
            await connection.UntilLookedAsync(looks);
        }

        await connection.UntilAsync(uncertain, "Success");
        connection.Books.Records.Select(r => r.Name).ShouldBe(["First", "Next"]);
    }

    [Fact]
    public async Task Many_messages_about_one_connection_at_once_send_each_write_once()
    {
        var connection = await server.HasConnectionAsync();
        var keys = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => connection.PushAsync($"Customer {i}")));
        await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => connection.NudgeAsync()));

        foreach (var key in keys)
        {
            await connection.UntilAsync(key, "Success");
        }

        connection.Books.Calls.ShouldBe(12);
        connection.Books.Records.Select(r => r.Marker).Distinct().Count().ShouldBe(12);
        connection.Books.MostAtWork.ShouldBe(1);
    }
}
