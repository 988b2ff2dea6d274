using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>
/// Reads searches page by page in the order of ids, which never change, so that a page can't shift while records come
/// and go. What changed is found by <c>coalesce(write_date, create_date)</c>.
/// </summary>
/// <remarks>
/// Tryton stamps a record with the time at which its transaction began, and the record is seen when the transaction
/// ends. A watermark is therefore the server's own time when a read began, less <see cref="Overlap"/>: a record that the
/// read could not see yet began its transaction after that, unless the transaction took longer than the overlap. Records
/// changed while the read runs carry a later time than its beginning, so the next read brings them again. Reading a
/// record twice does no harm.
/// </remarks>
internal sealed class TrytonReading(TrytonClient tryton, TimeProvider time)
{
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);
    private const int PageSize = 100;
    private const int IdPageSize = 2000;

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        IReadOnlyList<TrytonSearch> searches,
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var cursor = TrytonCursor.Parse(window.Cursor);
        var since = Since(window);
        long? total = null;
        if (window.Cursor is null)
        {
            total = await CountAsync(searches, since, ct);
            cursor = cursor with { Watermark = Watermark() };
        }

        for (var n = cursor.Search; n < searches.Count; n++)
        {
            var search = searches[n];
            var fields = await FieldsAsync(search, ct);
            var domain = await DomainAsync(search, since, ct);
            var after = n == cursor.Search ? cursor.After : 0;
            while (true)
            {
                var (rows, last, full) = await PageAsync(search, fields, domain, after, ct);
                after = last;
                var atEnd = !full && n == searches.Count - 1;
                var next = cursor with { Search = full ? n : n + 1, After = full ? after : 0 };
                yield return new SourcePage
                {
                    Rows = rows,
                    NextCursor = atEnd ? null : next.ToString(),
                    Total = total,
                    Watermark = atEnd ? cursor.Watermark : null,
                };
                if (!full)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Pages of everything, for records whose changes do not show in their dates, such as balances.</summary>
    public async IAsyncEnumerable<SourcePage> ReadAllAsync(
        TrytonSearch search,
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in ReadAsync([search], new ReadWindow { Cursor = window.Cursor }, ct))
        {
            yield return page with
            {
                Watermark = null,
            };
        }
    }

    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        IReadOnlyList<TrytonSearch> searches,
        string? from,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var cursor = TrytonCursor.Parse(from);
        for (var n = cursor.Search; n < searches.Count; n++)
        {
            var search = searches[n];
            var after = n == cursor.Search ? cursor.After : 0;
            while (true)
            {
                var (ids, last, full) = search.Keep is null
                    ? await IdPageAsync(search, after, ct)
                    : await KeptIdPageAsync(search, after, ct);
                after = last;
                var atEnd = !full && n == searches.Count - 1;
                var next = cursor with { Search = full ? n : n + 1, After = full ? after : 0 };
                yield return new SourceIdPage(
                    [.. ids.Select(id => search.IdPrefix + id.ToString(CultureInfo.InvariantCulture))],
                    atEnd ? null : next.ToString()
                );
                if (!full)
                {
                    break;
                }
            }
        }
    }

    private async Task<(IReadOnlyList<SourceRow> Rows, int Last, bool Full)> PageAsync(
        TrytonSearch search,
        IReadOnlyList<string> fields,
        JsonArray domain,
        int after,
        CancellationToken ct
    )
    {
        var found = await tryton.CallAsync(
            $"model.{search.Model}.search_read",
            [After(domain, after), 0, PageSize, InOrder(), TrytonValue.Strings(fields)],
            ct,
            search.Context
        );
        List<SourceRow> rows = new(found.GetArrayLength());
        var kept = await KeptAsync(search, found, ct);
        var last = after;
        foreach (var record in found.EnumerateArray())
        {
            last = record.GetProperty("id").GetInt32();
            if (kept is null || kept.Contains(last))
            {
                rows.Add(
                    new SourceRow(
                        search.IdPrefix + last.ToString(CultureInfo.InvariantCulture),
                        RowOf(record, search.Join)
                    )
                );
            }
        }

        return (rows, last, found.GetArrayLength() == PageSize);
    }

    private static byte[] RowOf(JsonElement record, Action<JsonObject>? join)
    {
        if (join is null)
        {
            return JsonMarshal.GetRawUtf8Value(record).ToArray();
        }

        var row = JsonObject.Create(record)!;
        join(row);
        return Encoding.UTF8.GetBytes(row.ToJsonString());
    }

    private static async Task<IReadOnlySet<int>?> KeptAsync(
        TrytonSearch search,
        JsonElement found,
        CancellationToken ct
    )
    {
        if (search.Keep is { } keep)
        {
            return found.EnumerateArray().Where(keep).Select(r => r.GetProperty("id").GetInt32()).ToHashSet();
        }

        return search.KeepIds is { } keepIds
            ? await keepIds([.. found.EnumerateArray().Select(r => r.GetProperty("id").GetInt32())], ct)
            : null;
    }

    private async Task<(IEnumerable<int> Ids, int Last, bool Full)> IdPageAsync(
        TrytonSearch search,
        int after,
        CancellationToken ct
    )
    {
        var found = await tryton.CallAsync(
            $"model.{search.Model}.search",
            [After(search.Domain, after), 0, IdPageSize, InOrder()],
            ct,
            search.Context
        );
        List<int> ids = [.. found.EnumerateArray().Select(id => id.GetInt32())];
        var full = ids.Count == IdPageSize;
        var last = ids is [.., var l] ? l : after;
        if (search.KeepIds is { } keep && ids.Count > 0)
        {
            var kept = await keep(ids, ct);
            return (ids.Where(kept.Contains), last, full);
        }

        return (ids, last, full);
    }

    // Which records belong shows only in their fields, so all are read again. Only rare kinds of record are such.
    private async Task<(IEnumerable<int> Ids, int Last, bool Full)> KeptIdPageAsync(
        TrytonSearch search,
        int after,
        CancellationToken ct
    )
    {
        var found = await tryton.CallAsync(
            $"model.{search.Model}.search_read",
            [After(search.Domain, after), 0, PageSize, InOrder(), TrytonValue.Strings(search.Fields)],
            ct,
            search.Context
        );
        var kept = await KeptAsync(search, found, ct);
        var last = found.EnumerateArray().Select(r => r.GetProperty("id").GetInt32()).LastOrDefault(after);
        return (kept!, last, found.GetArrayLength() == PageSize);
    }

    private async Task<long?> CountAsync(
        IReadOnlyList<TrytonSearch> searches,
        DateTimeOffset? since,
        CancellationToken ct
    )
    {
        long count = 0;
        foreach (var search in searches)
        {
            var domain = await DomainAsync(search, since, ct);
            var found = await tryton.CallAsync($"model.{search.Model}.search_count", [domain], ct, search.Context);
            count += found.GetInt64();
        }

        // With a filter of our own, the server's count is too high.
        return searches.Any(s => s.Keep is not null || s.KeepIds is not null) ? null : count;
    }

    private async Task<IReadOnlyList<string>> FieldsAsync(TrytonSearch search, CancellationToken ct) =>
        [.. (await tryton.ColumnsAsync(search.Model, ct)).Union(search.Fields, StringComparer.Ordinal)];

    private static async Task<JsonArray> DomainAsync(TrytonSearch search, DateTimeOffset? since, CancellationToken ct)
    {
        var domain = (JsonArray)search.Domain.DeepClone();
        if (since is { } from)
        {
            var changed = TrytonValue.Any(
                search.Parts.Select(p => p + ".").Prepend("").SelectMany(p => Touched(p, from))
            );
            if (search.AlsoChanged is { } also)
            {
                foreach (var reason in await also(from, ct))
                {
                    changed.Add(reason);
                }
            }

            domain.Add((JsonNode)changed);
        }

        return domain;
    }

    /// <summary>The clauses that say a record was created or written since; <c>write_date</c> is null until the first write.</summary>
    public static IEnumerable<JsonArray> Touched(string path, DateTimeOffset since) =>
        [
            TrytonValue.Where(path + "write_date", ">=", TrytonValue.Of(since)),
            TrytonValue.Where(path + "create_date", ">=", TrytonValue.Of(since)),
        ];

    private static JsonArray After(JsonArray domain, int id)
    {
        var bounded = (JsonArray)domain.DeepClone();
        bounded.Add((JsonNode)TrytonValue.Where("id", ">", id));
        return bounded;
    }

    private static JsonArray InOrder() => [new JsonArray("id", "ASC")];

    private static DateTimeOffset? Since(ReadWindow window)
    {
        var since = window.Since is null
            ? (DateTimeOffset?)null
            : DateTimeOffset.Parse(window.Since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return since is null || window.ModifiedFrom > since ? window.ModifiedFrom ?? since : since;
    }

    // A server in front of Tryton may have a clock of its own: the earlier one is the safe one. Without the server's
    // there is no watermark, and the next read brings everything.
    private string? Watermark()
    {
        if (tryton.ServerTime is not { } server)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return ((server < now ? server : now) - Overlap).ToString("O", CultureInfo.InvariantCulture);
    }
}
