using System.Data.Common;
using System.Threading.Channels;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Causeway.Server.Webhooks.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>
/// Saves what came of attempts: all that came in within a moment go into one transaction, so that a thousand deliveries a second cost some tens
/// of transactions. Nobody who delivers waits for it.
/// </summary>
public sealed partial class AttemptWriter(
    IServiceScopeFactory scopes,
    DatabaseOptions database,
    TimeProvider time,
    ILogger<AttemptWriter> logger
)
{
    private const int MostAtOnce = 500;

    // A transaction costs as much as some twenty attempts in it.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(15);

    private readonly Channel<Pending> results = Channel.CreateUnbounded<Pending>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>Saves an attempt.</summary>
    /// <returns>Completes when it is committed.</returns>
    public Task WriteAsync(AttemptResult result)
    {
        var pending = new Pending(result, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        results.Writer.TryWrite(pending);
        return pending.Saved.Task;
    }

    /// <summary>Saves until it is told to stop; whatever is not saved then is delivered again by the next who delivers.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await results.Reader.WaitToReadAsync(ct))
            {
                var batch = Take([]);
                if (batch.Count > 1)
                {
                    await Task.Delay(Gathering, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                await SaveAsync(Take(batch), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            while (Take([]) is { Count: > 0 } left)
            {
                await SaveAsync(left, ct);
            }
        }
    }

    private List<Pending> Take(List<Pending> batch)
    {
        while (batch.Count < MostAtOnce && results.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }

        return batch;
    }

    private async Task SaveAsync(List<Pending> batch, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await SaveOnceAsync(batch.ConvertAll(p => p.Result));
                batch.ForEach(p => p.Saved.TrySetResult());
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // The edge of a worker: the database is away, or a consumer was deleted in this very moment.
                Log.Failed(logger, e, batch.Count);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), ct));
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, batch.Count);
                batch.ForEach(p => p.Saved.TrySetCanceled(ct));
                return;
            }
        }
    }

    private async Task SaveOnceAsync(List<AttemptResult> batch)
    {
        var ct = CancellationToken.None;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Consumers before their messages, as who deletes one locks them.
        foreach (var health in batch.Select(r => r.Health).OfType<Health>().GroupBy(h => h.WebhookId))
        {
            var last = health.Last();
            var (id, since, failure) = (last.WebhookId, last.FailingSince, last.LastFailure);
            await db.Set<WebhookConsumer>()
                .Where(c => c.Id == id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.FailingSince, since).SetProperty(c => c.LastFailure, failure),
                    ct
                );
        }

        await SaveRowsAsync(transaction.GetDbTransaction(), batch, ct);
        var gaveUp = batch.Where(r => r.GaveUp is not null && !EventTypes.IsAboutWebhooks(r.Message.EventType));
        db.AddRange(gaveUp.Select(r => EventOf(r.GaveUp!)));
        if (db.ChangeTracker.HasChanges())
        {
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task SaveRowsAsync(DbTransaction transaction, List<AttemptResult> batch, CancellationToken ct)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            SqliteAttempts.Save(transaction, batch);
        }
        else
        {
            await PostgresAttempts.SaveAsync(transaction, batch, ct);
        }
    }

    private ClientEvent EventOf(WebhookMessageFailedPayload gaveUp) =>
        EventDraft.Of(
            EventTypes.WebhookMessageFailed,
            gaveUp,
            EventJson.Default.EventBodyWebhookMessageFailedPayload,
            time,
            gaveUp.WebhookId
        );

    private sealed record Pending(AttemptResult Result, TaskCompletionSource Saved);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Attempts} attempts could not be saved; they are tried again"
        )]
        public static partial void Failed(ILogger logger, Exception exception, int attempts);
    }
}

/// <summary>What came of an attempt, and what it makes of the message and of the consumer.</summary>
public sealed record AttemptResult
{
    /// <summary>Whom the message is for, as it was then.</summary>
    public required Route Route { get; init; }

    public required DueMessage Message { get; init; }

    public required Answer Answer { get; init; }

    public required MessageStatus Status { get; init; }

    public DateTimeOffset? Due { get; init; }

    /// <summary>How the consumer is, if that changed.</summary>
    public Health? Health { get; init; }

    /// <summary>What is told if the message was given up.</summary>
    public WebhookMessageFailedPayload? GaveUp { get; init; }

    /// <summary>What was wrong, if anything was.</summary>
    public string? Error => Answer.IsSuccess ? null : Answer.Reason;

    /// <summary>How long it took, in milliseconds.</summary>
    public int Milliseconds => (int)Answer.Duration.TotalMilliseconds;
}

/// <summary>How a consumer is.</summary>
/// <param name="WebhookId">The consumer.</param>
/// <param name="FailingSince">Since when it has been failing.</param>
/// <param name="LastFailure">When it failed last.</param>
public sealed record Health(WebhookId WebhookId, DateTimeOffset? FailingSince, DateTimeOffset? LastFailure);
