using Causeway.Server.Records.Store;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records.Store;

public class SweepTests(CausewayApp app)
{
    [Fact]
    public async Task What_a_complete_scan_did_not_see_is_marked_as_deleted_and_kept()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"), Record("b"), Record("c"));
        await stream.UpsertAsync(2, Noon, Record("a"), Record("c", amount: 2));

        (await stream.PreviewSweepAsync(2)).ShouldBe(new SweepPreview(1, 3));
        (await stream.SweepAsync(2, 10, Noon.AddHours(1))).ShouldBe(1);

        var row = (await stream.RowsAsync())[^1];
        (row.Id, row.Change, row.Added, row.IsDeleted, row.ModifiedDate).ShouldBe(("b", 5, 2, true, Noon.AddHours(1)));
        row.Body.ShouldContain("\"b\"");
        (await stream.CountAsync()).ShouldBe(new StreamCounts(2, 1));
        (await stream.PreviewSweepAsync(2)).ShouldBe(new SweepPreview(0, 2));
        (await stream.SweepAsync(2, 10, Noon)).ShouldBe(0);
    }

    [Fact]
    public async Task A_sweep_goes_on_where_it_stopped_until_nothing_is_left()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Numbered(1, 20_000));
        await stream.UpsertAsync(2, Noon, Numbered(1, 5));
        await stream.UpsertAsync(2, Noon, Numbered(9_000, 18_000));

        var swept = new List<int>();
        do
        {
            swept.Add(await stream.SweepAsync(2, 4_000, Noon));
        } while (swept[^1] == 4_000);

        swept.Sum().ShouldBe(20_000 - 5 - 9_001);
        (await stream.CountAsync()).ShouldBe(new StreamCounts(9_006, 10_994));
        (await stream.RowsAsync())
            .Where(r => !r.IsDeleted)
            .Select(r => r.Id)
            .ShouldBe(Numbered(1, 5).Concat(Numbered(9_000, 18_000)).Select(r => r.Id));
    }

    [Fact]
    public async Task Seeing_the_id_is_enough_to_be_kept()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"), Record("b"), Record("c"));
        await stream.DeleteAsync(Noon, "c");

        (await stream.MarkSeenAsync(2, "a", "c", "a", "unknown")).ShouldBe(1);

        (await stream.PreviewSweepAsync(2)).ShouldBe(new SweepPreview(1, 2));
        await stream.SweepAsync(2, 10, Noon);
        (await stream.RowsAsync()).Where(r => !r.IsDeleted).Select(r => r.Id).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_scan_that_another_one_followed_can_neither_be_swept_nor_go_on()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"));
        await stream.UpsertAsync(2, Noon, Record("b"));

        await Should.ThrowAsync<InvalidOperationException>(() => stream.SweepAsync(1, 10, Noon));
        await Should.ThrowAsync<InvalidOperationException>(() => stream.PreviewSweepAsync(1));
        await Should.ThrowAsync<InvalidOperationException>(() => stream.UpsertAsync(1, Noon, Record("a")));
        (await stream.CountAsync()).ShouldBe(new StreamCounts(2, 0));
    }

    [Fact]
    public async Task A_scan_that_saw_nothing_can_be_swept_only_if_it_began()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"));

        await Should.ThrowAsync<InvalidOperationException>(() => stream.SweepAsync(2, 10, Noon));

        await stream.UpsertAsync(2, Noon);
        (await stream.SweepAsync(2, 10, Noon)).ShouldBe(1);
    }

    [Fact]
    public async Task A_read_that_is_no_scan_leaves_the_notes_of_the_scan_alone()
    {
        var stream = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Record("a"), Record("b"));
        await stream.UpsertAsync(2, Noon, Record("a"));

        await stream.UpsertAsync(0, Noon, Record("b", amount: 2), Record("c"));

        (await stream.PreviewSweepAsync(2)).ShouldBe(new SweepPreview(2, 3));
    }

    [Fact]
    public async Task Purging_removes_everything_of_a_connection_in_batches_and_nothing_of_others()
    {
        var stream = new StoredStream(app);
        var other = new StoredStream(app);
        await stream.UpsertAsync(1, Noon, Numbered(1, 250));
        await other.UpsertAsync(1, Noon, Numbered(1, 10));

        var batches = new List<int>();
        do
        {
            batches.Add(await stream.PurgeAsync(100));
        } while (batches[^1] == 100);

        batches.Sum().ShouldBe(250 + 250 + 1);
        (await stream.RowsAsync()).ShouldBeEmpty();
        (await stream.CountAsync()).ShouldBe(default);
        (await other.RowsAsync()).Count.ShouldBe(10);
        (await stream.PurgeAsync(100)).ShouldBe(0);
        (await stream.UpsertAsync(1, Noon, Record("a"))).ShouldBe(new RecordChanges(1, 0, 0));
    }
}
