using System.Text;
using Causeway.Server.Records.Store;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records.Store;

/// <summary>Random histories of a stream, against a model of the store that is too simple to be wrong.</summary>
public class StoreModelTests(CausewayApp app)
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Whatever_happens_the_store_is_as_its_model(int seed)
    {
        var random = new Random(seed);
        var stream = new StoredStream(app);
        var model = new StoreModel();
        var now = Noon;
        var everDeleted = false;
        for (var step = 0; step < Steps; step++)
        {
            // Now and then the clock of another process is behind.
            now = now.AddMilliseconds(random.Next(-400, 1500));
            await StepAsync(stream, model, random, now);

            var because = $"seed {seed}, step {step}";
            (await stream.RowsAsync()).ShouldBe(model.Rows, because);
            (await stream.CountAsync()).ShouldBe(model.Counts, because);
            everDeleted |= model.Counts.Deleted > 0;
        }

        everDeleted.ShouldBeTrue();
        model.Rows.ShouldContain(r => r.Change > r.Added);
    }

    private static async Task StepAsync(StoredStream stream, StoreModel model, Random random, DateTimeOffset now)
    {
        switch (random.Next(10))
        {
            case < 5:
                var (generation, records) = (Generation(model, random), Records(random));
                (await stream.UpsertAsync(generation, now, records)).ShouldBe(model.Upsert(generation, now, records));
                break;
            case 5:
                var gone = Ids(random);
                (await stream.DeleteAsync(now, gone)).ShouldBe(model.Delete(now, gone));
                break;
            case 6 or 7:
                var (scan, seen) = (Generation(model, random), Ids(random));
                (await stream.MarkSeenAsync(scan, seen)).ShouldBe(model.MarkSeen(scan, seen));
                break;
            case 8 when model.Generation > 0:
                (await stream.PreviewSweepAsync(model.Generation)).ShouldBe(model.PreviewSweep());
                break;
            case 9 when model.Generation > 0:
                var limit = random.Next(1, 12);
                (await stream.SweepAsync(model.Generation, limit, now)).ShouldBe(model.Sweep(limit, now));
                break;
        }
    }

    private static long Generation(StoreModel model, Random random) =>
        random.Next(8) switch
        {
            0 => model.Generation + 1,
            1 => 0,
            _ => model.Generation,
        };

    private static string[] Ids(Random random) =>
        [.. Enumerable.Range(0, random.Next(15)).Select(_ => $"record {random.Next(30)}")];

    private static RecordWrite[] Records(Random random) =>
        [
            .. Ids(random)
                .Select(id =>
                    Record(id, amount: random.Next(3), raw: $$"""{"Key":"{{id}}","Worded":{{random.Next(2)}}}""")
                ),
        ];
}

/// <summary>The store as lists in memory.</summary>
internal sealed class StoreModel
{
    private readonly List<StoredRow> rows = [];
    private readonly HashSet<string> seen = [];
    private long lastChange;
    private long swept;
    private DateTimeOffset lastModified = DateTimeOffset.UnixEpoch;

    public long Generation { get; private set; }

    public List<StoredRow> Rows => [.. rows.OrderBy(r => r.Change)];

    public StreamCounts Counts => new(rows.Count(r => !r.IsDeleted), rows.Count(r => r.IsDeleted));

    public RecordChanges Upsert(long generation, DateTimeOffset now, IReadOnlyList<RecordWrite> records)
    {
        Note(generation, records.Select(r => r.Id));
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var record in records.GroupBy(r => r.Id).Select(g => g.Last()))
        {
            var (body, raw) = (Encoding.UTF8.GetString(record.Json.Span), Encoding.UTF8.GetString(record.Raw.Span));
            var at = rows.FindIndex(r => r.Id == record.Id);
            if (at < 0)
            {
                added++;
                lastChange++;
                rows.Add(
                    new StoredRow
                    {
                        Id = record.Id,
                        Change = lastChange,
                        Added = lastChange,
                        Place = rows.Count + 1,
                        IsDeleted = false,
                        Modified = Moment(now),
                        Body = body,
                        Raw = raw,
                    }
                );
            }
            else if (rows[at].IsDeleted || rows[at].Body != body)
            {
                changed++;
                lastChange++;
                rows[at] = rows[at] with
                {
                    Change = lastChange,
                    Added = rows[at].IsDeleted ? lastChange : rows[at].Added,
                    IsDeleted = false,
                    Modified = Moment(now),
                    Body = body,
                    Raw = raw,
                };
            }
            else
            {
                unchanged++;
                rows[at] = rows[at] with { Raw = raw };
            }
        }

        return new RecordChanges(added, changed, unchanged);
    }

    // A mere sighting of what the store never had leaves no note.
    public long MarkSeen(long generation, IReadOnlyList<string> ids)
    {
        Note(generation, ids.Where(id => rows.Exists(r => r.Id == id)));
        return rows.Count(r => !r.IsDeleted && ids.Contains(r.Id));
    }

    public long Delete(DateTimeOffset now, IEnumerable<string> ids)
    {
        List<StoredRow> gone = [.. ids.Distinct().SelectMany(id => rows.Where(r => r.Id == id && !r.IsDeleted))];
        MarkDeleted(gone, now);
        return gone.Count;
    }

    public SweepPreview PreviewSweep() => new(Unseen().Count(), Counts.Living);

    public int Sweep(int limit, DateTimeOffset now)
    {
        List<StoredRow> gone = [.. Unseen().Take(limit)];
        swept = gone.Count == limit ? gone[^1].Place : rows.Count;
        MarkDeleted(gone, now);
        return gone.Count;
    }

    private IEnumerable<StoredRow> Unseen() =>
        rows.Where(r => r.Place > swept && !r.IsDeleted && !seen.Contains(r.Id)).OrderBy(r => r.Place);

    private void MarkDeleted(List<StoredRow> gone, DateTimeOffset now)
    {
        foreach (var row in gone)
        {
            rows[(int)row.Place - 1] = row with { IsDeleted = true, Change = ++lastChange, Modified = Moment(now) };
        }
    }

    private void Note(long generation, IEnumerable<string> ids)
    {
        if (generation == 0)
        {
            return;
        }

        if (generation > Generation)
        {
            (Generation, swept) = (generation, 0);
            seen.Clear();
        }

        seen.UnionWith(ids);
    }

    // Whole seconds, and never back.
    private long Moment(DateTimeOffset now)
    {
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        lastModified = second > lastModified ? second : lastModified;
        return lastModified.ToUnixTimeSeconds();
    }
}
