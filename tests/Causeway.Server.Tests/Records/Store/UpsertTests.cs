using Causeway.Server.Records.Store;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records.Store;

public class UpsertTests(CausewayApp app)
{
    [Fact]
    public async Task New_records_are_numbered_in_the_order_in_which_they_come()
    {
        var stream = new StoredStream(app);

        var changes = await stream.UpsertAsync(1, Noon, Record("b"), Record("a"));

        changes.ShouldBe(new RecordChanges(2, 0, 0));
        var rows = await stream.RowsAsync();
        rows.Select(r => (r.Id, r.Place, r.Change, r.Added)).ShouldBe([("b", 1, 1, 1), ("a", 2, 2, 2)]);
        rows.ShouldAllBe(r => r.ModifiedDate == Noon && !r.IsDeleted);
        rows[0].Body.ShouldBe("""{"id":"b","totalAmount":1}""");
        rows[0].Raw.ShouldBe("""{"Key":"b","Amount":1}""");
        (await stream.CountAsync()).ShouldBe(new StreamCounts(2, 0));
    }

    [Fact]
    public async Task A_record_that_is_the_same_keeps_its_modified_date_and_its_change()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"), Record("b"));

        var changes = await stream.UpsertAsync(2, Noon.AddHours(1), Record("a"), Record("b", amount: 2), Record("c"));

        changes.ShouldBe(new RecordChanges(1, 1, 1));
        var rows = await stream.RowsAsync();
        rows.Select(r => (r.Id, r.Change, r.Added, r.ModifiedDate))
            .ShouldBe([("a", 1, 1, Noon), ("b", 3, 2, Noon.AddHours(1)), ("c", 4, 4, Noon.AddHours(1))]);
        rows[1].Body.ShouldBe("""{"id":"b","totalAmount":2}""");
        rows[1].Raw.ShouldBe("""{"Key":"b","Amount":2}""");
        (await stream.CountAsync()).ShouldBe(new StreamCounts(3, 0));
    }

    [Fact]
    public async Task A_source_that_words_the_same_record_otherwise_changes_its_raw_copy_alone()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a", raw: """{"v":1}"""));

        var changes = await stream.UpsertAsync(1, Noon.AddHours(1), Record("a", raw: """{"v":2}"""));

        changes.ShouldBe(new RecordChanges(0, 0, 1));
        var row = (await stream.RowsAsync()).ShouldHaveSingleItem();
        row.Raw.ShouldBe("""{"v":2}""");
        row.ModifiedDate.ShouldBe(Noon);
        row.Change.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_was_deleted_and_is_back_is_alive_and_modified()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"));
        (await stream.DeleteAsync(Noon.AddHours(1), "a", "unknown")).ShouldBe(1);
        (await stream.DeleteAsync(Noon.AddHours(1), "a")).ShouldBe(0);
        (await stream.CountAsync()).ShouldBe(new StreamCounts(0, 1));

        var changes = await stream.UpsertAsync(2, Noon.AddHours(2), Record("a"));

        changes.ShouldBe(new RecordChanges(0, 1, 0));
        var row = (await stream.RowsAsync()).ShouldHaveSingleItem();
        (row.Change, row.Added, row.IsDeleted, row.ModifiedDate).ShouldBe((3, 3, false, Noon.AddHours(2)));
        (await stream.CountAsync()).ShouldBe(new StreamCounts(1, 0));
    }

    [Fact]
    public async Task Of_a_record_that_comes_twice_in_a_batch_the_last_form_stands()
    {
        var stream = new StoredStream(app);

        var changes = await stream.UpsertAsync(1, Noon, Record("a", amount: 1), Record("b"), Record("a", amount: 2));

        changes.ShouldBe(new RecordChanges(2, 0, 0));
        (await stream.RowsAsync()).Single(r => r.Id == "a").Body.ShouldContain("2");
    }

    [Fact]
    public async Task Keys_differ_by_case_and_by_accent_and_can_hold_anything_but_a_zero()
    {
        var stream = new StoredStream(app);
        string[] ids = ["a", "A", "ä", "a/b", "a b", "…", "😀", "%", "'", new string('x', RecordKey.MaxBytes)];

        await stream.UpsertAsync(1, Noon, [.. ids.Select(id => Record(id))]);

        (await stream.RowsAsync()).Select(r => r.Id).ShouldBe(ids);
        await Should.ThrowAsync<ArgumentException>(() => stream.UpsertAsync(1, Noon, Record("a\0b")));
        await Should.ThrowAsync<ArgumentException>(() => stream.UpsertAsync(1, Noon, Record("")));
        await Should.ThrowAsync<ArgumentException>(() =>
            stream.UpsertAsync(1, Noon, Record(new string('x', RecordKey.MaxBytes + 1)))
        );
    }

    [Fact]
    public async Task A_zero_character_in_a_record_is_replaced_and_an_escaped_backslash_before_u0000_is_not()
    {
        var stream = new StoredStream(app);
        var json = """{"id":"a","x":"1\u00002","y":"\\u0000","z":"\\\u0000"}"""u8.ToArray();

        await stream.UpsertAsync(1, Noon, new RecordWrite("a", json, "{}"u8.ToArray(), null));

        var row = (await stream.RowsAsync()).ShouldHaveSingleItem();
        row.Body.ShouldBe("""{"id":"a","x":"1\ufffd2","y":"\\u0000","z":"\\\ufffd"}""");
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_take_modified_dates_back()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"));

        await stream.UpsertAsync(1, Noon.AddMinutes(-5), Record("b"));

        (await stream.RowsAsync()).ShouldAllBe(r => r.ModifiedDate == Noon);
    }

    [Fact]
    public async Task What_was_rolled_back_never_happened()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            stream.InTransactionAsync<int>(
                async (store, t) =>
                {
                    await store.UpsertAsync(t, stream.Stream, 1, [Record("a", amount: 2), Record("b")], Noon, default);
                    throw new OperationCanceledException();
                }
            )
        );

        (await stream.RowsAsync()).ShouldHaveSingleItem().Change.ShouldBe(1);
        (await stream.CountAsync()).ShouldBe(new StreamCounts(1, 0));
        await stream.UpsertAsync(1, Noon, Record("b"));
        (await stream.RowsAsync()).Select(r => r.Change).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Writers_of_one_stream_at_the_same_time_lose_and_double_nothing()
    {
        var stream = new StoredStream(app);
        var writers = Enumerable.Range(0, 6).Select(w => WriteAsync(w * 50)).ToList();

        await Task.WhenAll(writers);

        var rows = await stream.RowsAsync();
        rows.Count.ShouldBe(350);
        rows.Select(r => r.Place).Order().ShouldBe(Enumerable.Range(1, 350).Select(i => (long)i));
        rows.Select(r => r.Change).Distinct().Count().ShouldBe(350);
        (await stream.CountAsync()).ShouldBe(new StreamCounts(350, 0));

        async Task WriteAsync(int from)
        {
            await Task.Yield();
            // Half of each writer's records are the next one's, too.
            for (var at = from; at < from + 100; at += 20)
            {
                await stream.UpsertAsync(1, Noon, Numbered(at, at + 19, amount: from));
            }
        }
    }

    [Fact]
    public async Task A_batch_larger_than_any_buffer_is_stored_whole()
    {
        var stream = new StoredStream(app);
        var large = new RecordWrite(
            "large",
            System.Text.Encoding.UTF8.GetBytes($$"""{"id":"large","memo":"{{new string('m', 300_000)}}"}"""),
            "{}"u8.ToArray(),
            Noon
        );

        await stream.UpsertAsync(1, Noon, [.. Numbered(1, 3000), large, .. Numbered(3001, 3100)]);
        var again = await stream.UpsertAsync(1, Noon, [.. Numbered(1, 3000), large, .. Numbered(3001, 3100)]);

        again.ShouldBe(new RecordChanges(0, 0, 3101));
        var rows = await stream.RowsAsync();
        rows.Count.ShouldBe(3101);
        rows[3000].Body.Length.ShouldBeGreaterThan(300_000);
    }
}
