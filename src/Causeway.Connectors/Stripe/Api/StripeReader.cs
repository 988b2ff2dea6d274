using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>
/// Reads one data type from one or more of Stripe's lists. Changes are what was created since, and older records that Stripe has events of; each of
/// those is fetched anew, because an event holds its record as it was then, in the form of the account's own API version.
/// </summary>
internal abstract class StripeReader<TSource, TModel>(
    StripeApi stripe,
    TimeProvider time,
    JsonTypeInfo<TSource> sourceJson
) : Reader<TSource, TModel>(sourceJson)
    where TModel : class, IStandardRecord
{
    // Stripe keeps events for 30 days, and a read may take a while.
    private static readonly TimeSpan s_eventsAreKept = TimeSpan.FromDays(29);

    // A record may be seen in a list, or an event be written, a little after the time that it bears.
    private const long Overlap = 300;

    private const int CallsAtOnce = 4;

    /// <summary>The lists, in the order in which they are read.</summary>
    protected abstract IReadOnlyList<StripeList> Lists { get; }

    /// <summary>Speaks to Stripe.</summary>
    protected StripeApi Api => stripe;

    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override bool KnowsChangesSince(string since) =>
        Lists.All(l => l.Events.Count == 0)
        || time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(Seconds(since)) < s_eventsAreKept;

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var isScan = Tracking is ChangeTracking.FullScan;
        long? since = window.Since is { } text && !isScan ? Seconds(text) : null;
        var place = StripePlace.From(window.Cursor);
        while (true)
        {
            var list = Lists[place.List];
            var page = place.IsInEvents
                ? await ChangedAsync(list, since ?? 0, place.After, ct)
                : await ListedAsync(list, Later(since, list.FromCreation(window)), place.After, ct);
            var began = place.Began > 0 ? place.Began : Now();
            var next = Next(place with { Began = began }, list, since, page.Last);
            yield return new SourcePage
            {
                Rows = page.Rows,
                Deleted = page.Deleted,
                NextCursor = next?.ToString(),
                Watermark = next is null && !isScan ? (began - Overlap).ToString(CultureInfo.InvariantCulture) : null,
            };
            if (next is null)
            {
                yield break;
            }

            place = next;
        }
    }

    /// <summary>Fetches what the rows of a page will need together.</summary>
    protected virtual Task PrepareAsync(IReadOnlyList<JsonElement> records, CancellationToken ct) => Task.CompletedTask;

    /// <summary>The rows that a record of a list makes: one, unless a reader says otherwise.</summary>
    protected virtual Task<IReadOnlyList<SourceRow>> RowsAsync(
        StripeList list,
        JsonElement record,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyList<SourceRow>>([StripeRow.Of(record)]);

    /// <summary>The ids of a list's records that the subject of an event bears on.</summary>
    protected virtual Task<IReadOnlyList<string>> ChangedByAsync(
        StripeList list,
        JsonElement subject,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyList<string>>([StripeRow.IdOf(subject)]);

    private async Task<Fetched> ListedAsync(StripeList list, long? from, string? after, CancellationToken ct)
    {
        var page = await PageAsync(list.Query.CreatedFrom(list.HasCreated ? from : null), after, ct);
        await PrepareAsync(page.Records, ct);
        var rows = new List<SourceRow>(page.Records.Count);
        foreach (var made in await EachAsync(page.Records, (record, token) => RowsAsync(list, record, token), ct))
        {
            rows.AddRange(made);
        }

        return new Fetched(rows, [], page.Last);
    }

    // The record that a cursor names may be gone by now. Then the list begins anew: what comes twice does no harm.
    private async Task<StripePage> PageAsync(StripeQuery query, string? after, CancellationToken ct)
    {
        try
        {
            return await stripe.ListAsync(query, after, ct);
        }
        catch (SourceException e) when (after is not null && e.Failure.Category is SourceFailureCategory.NotFound)
        {
            return await stripe.ListAsync(query, null, ct);
        }
    }

    private async Task<Fetched> ChangedAsync(StripeList list, long since, string? after, CancellationToken ct)
    {
        var query = new StripeQuery("/v1/events")
        {
            Filters = [.. list.Events.Select(e => ("types[]", e))],
        }.CreatedFrom(since);
        var page = await stripe.ListAsync(query, after, ct);
        var ids = new List<string>();
        foreach (var happened in page.Records)
        {
            var subject = happened.GetProperty("data").GetProperty("object");
            var changed = await ChangedByAsync(list, subject, ct);
            var isDeletion =
                happened.GetProperty("type").GetString() is { } type
                && type.EndsWith(".deleted", StringComparison.Ordinal);
            ids.AddRange(
                changed.Where(id => isDeletion || !WasListed(subject, id, since)).Except(ids, StringComparer.Ordinal)
            );
        }

        var found = await EachAsync(ids, (id, token) => AnewAsync(list, id, token), ct);
        return new Fetched([.. found.SelectMany(f => f ?? [])], [.. ids.Where((_, i) => found[i] is null)], page.Last);
    }

    /// <returns>Its rows, or null if it is gone.</returns>
    private async Task<IReadOnlyList<SourceRow>?> AnewAsync(StripeList list, string id, CancellationToken ct) =>
        await stripe.FindAsync(list.Query, id, ct) is { } record ? await RowsAsync(list, record, ct) : null;

    // What was created since has been read from the list, as it was then or later.
    private static bool WasListed(JsonElement subject, string id, long since) =>
        StripeRow.IdOf(subject) == id
        && subject.TryGetProperty("created", out var created)
        && created.TryGetInt64(out var at)
        && at >= since;

    private static async Task<TResult[]> EachAsync<T, TResult>(
        IReadOnlyList<T> items,
        Func<T, CancellationToken, Task<TResult>> make,
        CancellationToken ct
    )
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = ct },
            async (i, token) => results[i] = await make(items[i], token)
        );
        return results;
    }

    private StripePlace? Next(StripePlace place, StripeList list, long? since, string? last) =>
        last is not null ? place with { After = last }
        : since is not null && !place.IsInEvents && list.Events.Count > 0
            ? place with
            {
                IsInEvents = true,
                After = null,
            }
        : place.List + 1 < Lists.Count ? place with { List = place.List + 1, IsInEvents = false, After = null }
        : null;

    // Of two clocks the one that is behind misses nothing.
    private long Now()
    {
        var ours = time.GetUtcNow();
        return (stripe.FirstAnswered is { } theirs && theirs < ours ? theirs : ours).ToUnixTimeSeconds();
    }

    private static long? Later(long? one, long? other) =>
        one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;

    private static long Seconds(string watermark) => long.Parse(watermark, CultureInfo.InvariantCulture);

    private sealed record Fetched(IReadOnlyList<SourceRow> Rows, IReadOnlyList<string> Deleted, string? Last);
}

/// <summary>One of the lists that a data type is read from.</summary>
/// <param name="Query">The list, with what is to come whole.</param>
internal sealed record StripeList(StripeQuery Query)
{
    public StripeList(string path)
        : this(new StripeQuery(path)) { }

    /// <summary>The kinds of event that tell of changes to its older records; none if they never change.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether Stripe can give what was created since an instant.</summary>
    public bool HasCreated { get; init; } = true;

    /// <summary>Whether its records never change, so that old ones can be left out by the time of their creation.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>From when on its records are wanted, in seconds since 1970, as far as Stripe can tell.</summary>
    public long? FromCreation(ReadWindow window) => IsImmutable ? window.ModifiedFrom?.ToUnixTimeSeconds() : null;
}
