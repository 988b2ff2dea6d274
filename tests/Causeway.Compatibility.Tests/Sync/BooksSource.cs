using System.Collections.Concurrent;
using System.Globalization;
using Causeway.Compatibility.Books;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Compatibility.Tests.Sync;

/// <summary>The source behind <see cref="BooksConnector"/>: it knows what its books hold, and how many read the same of them at once.</summary>
public sealed class BooksSource : IAsyncDisposable
{
    // Long enough to be killed in, short enough for a test.
    private static readonly TimeSpan PageTakes = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, int> atWork = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int mostAtWork;

    private BooksSource(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Which edition of the books it shows.</summary>
    public int Edition { get; set; } = 1;

    /// <summary>How many read the same kind of record at the same time, at most.</summary>
    public int MostAtWork => mostAtWork;

    /// <summary>What happens before a page is answered, by its kind of record and its cursor.</summary>
    public Func<string, string?, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<BooksSource> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var source = new BooksSource(web);
        web.MapGet(
            "/{kind}",
            (string kind, string? cursor, string? since, bool deletions, CancellationToken ct) =>
                source.AnswerAsync(
                    kind,
                    cursor,
                    () => Editions.Page(source.Edition, Number(since), NullIfEmpty(cursor), deletions),
                    ct
                )
        );
        web.MapGet(
            "/{kind}/ids",
            (string kind, string? cursor, CancellationToken ct) =>
                source.AnswerAsync(kind, cursor, () => Editions.Ids(source.Edition, NullIfEmpty(cursor)), ct)
        );
        await web.StartAsync();
        return source;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> AnswerAsync<T>(string kind, string? cursor, Func<T> page, CancellationToken ct)
    {
        var now = atWork.AddOrUpdate(kind, 1, (_, n) => n + 1);
        InterlockedMax(ref mostAtWork, now);
        try
        {
            await Task.Delay(PageTakes, ct);
            await Before(kind, cursor).WaitAsync(ct);
            return Results.Ok(page());
        }
        finally
        {
            atWork.AddOrUpdate(kind, 0, (_, n) => n - 1);
        }
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = place; seen < value; )
        {
            seen = Interlocked.CompareExchange(ref place, value, seen) is var before && before == seen ? value : before;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int Number(string? text) =>
        string.IsNullOrEmpty(text) ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}
