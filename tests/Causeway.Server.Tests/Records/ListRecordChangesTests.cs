using System.Net;
using System.Text.Json;
using Causeway.Server.Records.Store;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Records.Store;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records;

public class ListRecordChangesTests(CausewayApp app)
{
    [Fact]
    public async Task The_feed_tells_what_was_created_updated_and_deleted_since_the_cursor()
    {
        var stream = await LinkedAsync(
            app,
            "invoices",
            ("a", """{"id":"a"}"""),
            ("b", """{"id":"b"}"""),
            ("c", """{"id":"c"}""")
        );

        var first = await stream.GetAsync(Address(stream));
        Changes(first).ShouldBe([("created", "a"), ("created", "b"), ("created", "c")]);
        first.GetProperty("hasMore").GetBoolean().ShouldBeFalse();

        await stream.UpsertAsync(1, Noon, Record("b", amount: 2), Record("d"));
        await stream.DeleteAsync(Noon.AddHours(1), "c", "d");
        var second = await stream.GetAsync(Address(stream, Cursor(first)));

        Changes(second).ShouldBe([("updated", "b"), ("deleted", "c"), ("deleted", "d")]);
        second
            .GetProperty("results")[1]
            .GetProperty("record")
            .GetRawText()
            .ShouldBe("""{"id":"c","metadata":{"isDeleted":true},"modifiedDate":"2026-03-01T13:00:00Z"}""");
        var third = await stream.GetAsync(Address(stream, Cursor(second)));
        Changes(third).ShouldBeEmpty();
        Cursor(third).ShouldBe(Cursor(second));

        await stream.UpsertAsync(1, Noon, Record("c"));
        Changes(await stream.GetAsync(Address(stream, Cursor(third)))).ShouldBe([("created", "c")]);
    }

    [Fact]
    public async Task The_feed_comes_in_pages_and_the_link_leads_on()
    {
        var stream = await LinkedAsync(app, "invoices");
        await stream.UpsertAsync(1, Noon, Numbered(1, 25));

        var ids = new List<string>();
        var address = $"{Address(stream)}?pageSize=10";
        JsonElement page;
        do
        {
            page = await stream.GetAsync(address);
            ids.AddRange(Changes(page).Select(c => c.Id));
            address = page.GetProperty("_links").GetProperty("next").GetProperty("href").GetString()!;
        } while (page.GetProperty("hasMore").GetBoolean());

        ids.ShouldBe(Numbered(1, 25).Select(r => r.Id));
        // The end of the feed is a place, too: what comes later is found from there.
        await stream.UpsertAsync(1, Noon, Record("later"));
        Changes(await stream.GetAsync(address)).ShouldBe([("created", "later")]);
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_change_has_no_more()
    {
        var stream = await LinkedAsync(app, "invoices");
        await stream.UpsertAsync(1, Noon, Numbered(1, 10));

        var page = await stream.GetAsync($"{Address(stream)}?pageSize=10");

        page.GetProperty("hasMore").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_reader_that_follows_writers_who_race_sees_every_record_in_its_last_form()
    {
        var stream = await LinkedAsync(app, "invoices");
        var copy = new Dictionary<string, string>();
        var address = $"{Address(stream)}?pageSize=7";
        var writers = Task.WhenAll(Enumerable.Range(0, 4).Select(WriteAsync));

        var isLast = false;
        while (true)
        {
            var page = await stream.GetAsync(address);
            foreach (var change in page.GetProperty("results").EnumerateArray())
            {
                copy[change.GetProperty("id").GetString()!] =
                    $"{change.GetProperty("record").GetProperty("totalAmount").GetInt32()} {change.GetProperty("record").GetProperty("metadata").GetProperty("isDeleted").GetBoolean()}";
            }

            address = page.GetProperty("_links").GetProperty("next").GetProperty("href").GetString()!;
            if (page.GetProperty("hasMore").GetBoolean())
            {
                continue;
            }

            if (isLast)
            {
                break;
            }

            isLast = writers.IsCompleted;
        }

        await writers;
        var stored = await stream.RowsAsync();
        copy.Count.ShouldBe(stored.Count);
        foreach (var row in stored)
        {
            copy[row.Id]
                .ShouldBe($"{JsonElement.Parse(row.Body).GetProperty("totalAmount").GetInt32()} {row.IsDeleted}");
        }

        async Task WriteAsync(int writer)
        {
            await Task.Yield();
            for (var round = 1; round <= 8; round++)
            {
                await stream.UpsertAsync(
                    0,
                    Noon,
                    Numbered(round * 5, (round * 5) + 10, amount: (100 * writer) + round)
                );
                await stream.DeleteAsync(Noon, $"{round * 5 + writer:D6}");
            }
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAA")]
    [InlineData("%00")]
    public async Task A_cursor_that_is_none_is_refused_by_name(string cursor)
    {
        var stream = await LinkedAsync(app, "invoices");

        (await stream.GetRefusedAsync($"{Address(stream)}?cursor={cursor}", HttpStatusCode.BadRequest)).ShouldContain(
            "cursor"
        );
    }

    [Fact]
    public async Task A_cursor_of_another_stream_or_of_a_change_that_never_was_is_refused()
    {
        var stream = await LinkedAsync(app, "invoices", ("a", """{"id":"a"}"""));
        var bills = stream.Beside("bills");
        await bills.UpsertAsync(1, Noon, Record("a"));
        await bills.CompleteAsync();
        var foreign = Cursor(await bills.GetAsync(Address(bills)));
        ChangeCursor.TryParse(Cursor(await stream.GetAsync(Address(stream))), out var own).ShouldBeTrue();
        var ahead = own with { Change = own.Change + 1 };

        await stream.GetRefusedAsync(Address(stream, foreign), HttpStatusCode.BadRequest);
        await stream.GetRefusedAsync(Address(stream, ahead.ToString()), HttpStatusCode.BadRequest);
        Changes(await stream.GetAsync(Address(stream, own.ToString()))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_feed_has_the_refusals_of_other_reads()
    {
        var stream = new StoredStream(app);
        await stream.HasCompanyAsync();

        await stream.GetRefusedAsync(Address(stream), HttpStatusCode.NotFound);
        await stream.HasConnectionAsync(stream.Stream.Connection);
        await stream.GetRefusedAsync(Address(stream), HttpStatusCode.Conflict);
        (
            await stream.GetRefusedAsync(
                Address(stream).Replace("invoices", "nothing", StringComparison.Ordinal),
                HttpStatusCode.BadRequest
            )
        ).ShouldContain("nothing");
        await stream.GetRefusedAsync($"{Address(stream)}?pageSize=0", HttpStatusCode.BadRequest);
    }

    private static string Address(StoredStream stream, string? cursor = null) =>
        $"/companies/{stream.Stream.Company}/connections/{stream.Stream.Connection}/changes/{stream.Stream.Type}"
        + (cursor is null ? "" : $"?cursor={cursor}");

    private static string Cursor(JsonElement page) => page.GetProperty("cursor").GetString()!;

    private static List<(string Kind, string Id)> Changes(JsonElement page) =>
        [
            .. page.GetProperty("results")
                .EnumerateArray()
                .Select(c => (c.GetProperty("change").GetString()!, c.GetProperty("id").GetString()!)),
        ];
}
