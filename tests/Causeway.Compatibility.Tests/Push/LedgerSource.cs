using System.Collections.Concurrent;
using Causeway.Compatibility.Books;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Causeway.Compatibility.Tests.Push;

/// <summary>The source behind <see cref="LedgerConnector"/>: keeps every record that is sent to it, also when the sender dies before it has the answer.</summary>
public sealed class LedgerSource : IAsyncDisposable
{
    private readonly ConcurrentQueue<LedgerRecord> records = new();
    private readonly WebApplication app;
    private int atWork;

    private LedgerSource(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public IReadOnlyList<LedgerRecord> Records => [.. records];

    /// <summary>How many records were under way at the same time.</summary>
    public int MostAtWork { get; private set; }

    /// <summary>What happens when a record has arrived and is not kept yet.</summary>
    public Func<LedgerRecord, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens when a record is kept and not answered yet.</summary>
    public Func<LedgerRecord, Task> After { get; set; } = _ => Task.CompletedTask;

    public static async Task<LedgerSource> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var source = new LedgerSource(web);
        web.MapPost("/records", source.KeepAsync);
        web.MapGet(
            "/records/{marker}",
            (string marker) =>
                source.records.FirstOrDefault(r => r.Marker == marker) is { } found
                    ? Results.Ok(found)
                    : Results.NotFound()
        );
        await web.StartAsync();
        return source;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> KeepAsync(LedgerRecord sent)
    {
        MostAtWork = Math.Max(MostAtWork, Interlocked.Increment(ref atWork));
        try
        {
            await Before(sent);
            var kept = sent with { Id = $"l{records.Count + 1}" };
            records.Enqueue(kept);
            await After(kept);
            return Results.Ok(kept);
        }
        finally
        {
            Interlocked.Decrement(ref atWork);
        }
    }
}
