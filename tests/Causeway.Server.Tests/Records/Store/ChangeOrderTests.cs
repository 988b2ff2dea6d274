using System.Globalization;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records.Store;

/// <summary>The change feed while others write: what commits late must not come before a cursor that is further on.</summary>
public class ChangeOrderTests(CausewayApp app)
{
    private const int Writers = 5;
    private const int Batches = 12;
    private const int BatchSize = 7;

    [Fact]
    public async Task A_reader_who_follows_the_cursor_misses_no_change_of_writers_that_commit_in_any_order()
    {
        var stream = await LinkedAsync(app, "invoices", ("first", """{"id":"first","totalAmount":1}"""));
        using var done = new CancellationTokenSource();
        var reader = FollowAsync(stream, done.Token);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(stream, writer)));
        await done.CancelAsync();
        var seen = await reader;

        // Each reading is a change of its own: nothing is skipped, nothing comes twice, the last state of each is right.
        var rows = (await stream.RowsAsync()).ToDictionary(r => r.Id);
        seen.Keys.ShouldBe(rows.Keys, ignoreOrder: true);
        foreach (var (id, body) in seen)
        {
            rows[id].Body.ShouldContain($"\"totalAmount\":{body}", customMessage: id);
        }
    }

    [Fact]
    public async Task A_transaction_that_is_long_under_way_holds_back_those_that_would_overtake_it()
    {
        var stream = await LinkedAsync(app, "invoices", ("first", """{"id":"first","totalAmount":1}"""));
        var cursor = (await ReadAsync(stream, null)).Cursor;
        var written = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var slow = stream.InTransactionAsync(
            async (store, t) =>
            {
                await store.UpsertAsync(t, stream.Stream, 1, [Record("slow")], Noon, CancellationToken.None);
                written.SetResult();
                await release.Task;
                return 0;
            }
        );
        await written.Task;
        var quick = stream.UpsertAsync(1, Noon, Record("quick"));

        var meanwhile = await ReadAsync(stream, cursor);
        release.SetResult();
        await Task.WhenAll(slow, quick);
        var afterwards = await ReadAsync(stream, meanwhile.Cursor);

        meanwhile.Changes.ShouldBeEmpty();
        afterwards.Changes.Select(c => c.Id).ShouldBe(["slow", "quick"]);
    }

    // Half of the records are every writer's; the commit comes after a pause that differs.
    private static async Task WriteAsync(StoredStream stream, int writer)
    {
        var random = new Random(writer);
        for (var batch = 0; batch < Batches; batch++)
        {
            var amount = (writer * 1000) + batch;
            await stream.InTransactionAsync(
                async (store, t) =>
                {
                    var records = Enumerable
                        .Range(0, BatchSize)
                        .Select(i => Record(i % 2 == 0 ? $"shared {i}" : $"{writer}-{batch}-{i}", amount))
                        .ToList();
                    await store.UpsertAsync(t, stream.Stream, 0, records, Noon, CancellationToken.None);
                    await Task.Delay(random.Next(15));
                    return 0;
                }
            );
        }
    }

    private async Task<Dictionary<string, string>> FollowAsync(StoredStream stream, CancellationToken done)
    {
        var state = new Dictionary<string, string>();
        var (cursor, last) = ((string?)null, false);
        while (true)
        {
            last = done.IsCancellationRequested;
            var page = await ReadAsync(stream, cursor);
            foreach (var (id, amount) in page.Changes)
            {
                state[id] = amount;
            }

            cursor = page.Cursor;
            if (last && page.Changes.Count == 0)
            {
                return state;
            }
        }
    }

    private async Task<(List<(string Id, string Amount)> Changes, string Cursor)> ReadAsync(
        StoredStream stream,
        string? cursor
    )
    {
        var (company, connection) = (stream.Stream.Company, stream.Stream.Connection);
        var after = cursor is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&cursor={cursor}");
        var page = await app.GetJsonAsync(
            $"/companies/{company}/connections/{connection}/changes/invoices?pageSize=10{after}"
        );
        return (
            [
                .. page.GetProperty("results")
                    .EnumerateArray()
                    .Select(c =>
                        (
                            c.GetProperty("id").GetString()!,
                            c.GetProperty("record").TryGetProperty("totalAmount", out var amount)
                                ? amount.GetRawText()
                                : ""
                        )
                    ),
            ],
            page.GetProperty("cursor").GetString()!
        );
    }
}
