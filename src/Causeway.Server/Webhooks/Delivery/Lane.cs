using System.Collections.Concurrent;
using Causeway.Contracts;
using Causeway.Server.Webhooks.Events;
using Causeway.Server.Webhooks.Messages;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>
/// Delivers to one consumer. Each has a lane of its own, with its own connections, pace and pauses, so that what one does is nothing to another.
/// Messages are begun in the order of their events, some at once.
/// </summary>
public sealed partial class Lane(Route first, LaneParts parts, ILogger logger) : IDisposable
{
    private const int ReadAtOnce = 200;
    private const int MostUnsaved = 2000;
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestSlot = TimeSpan.FromSeconds(1);

    private readonly Wakeup wakeup = new();
    private readonly int most = parts.Options.Value.ConcurrencyPerEndpoint;
    private readonly SemaphoreSlim slots = new(parts.Options.Value.ConcurrencyPerEndpoint);
    private readonly ConcurrentQueue<long> saved = new();
    private readonly HashSet<long> underWay = [];
    private volatile Route wanted = first;
    private Route route = first;
    private Endpoint? endpoint;
    private EndpointHealth health = parts.Watch(first);
    private DueMessage? lastRead;
    private Task<List<DueMessage>>? ahead;
    private DateTimeOffset lookedAt;
    private DateTimeOffset nextSlot;

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    private bool IsStopped => route.Disabled || route != wanted || health.PauseAt(Now) > TimeSpan.Zero;

    /// <summary>There may be new messages, or the consumer is another than before.</summary>
    public void Wake(Route next)
    {
        wanted = next;
        wakeup.Set();
    }

    /// <summary>Delivers until it is told to stop. What is under way then is waited for a moment, and else delivered again later.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                await TurnAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It was told to stop.
        }

        await TakeAllSlotsAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        endpoint?.Dispose();
        slots.Dispose();
    }

    private async Task TurnAsync(CancellationToken ct)
    {
        try
        {
            if (endpoint is null || route != wanted)
            {
                await ChangeAsync(ct);
            }

            if (route.Disabled)
            {
                await wakeup.WaitAsync(Rest, parts.Time, ct);
            }
            else if (health.PauseAt(Now) is var pause && pause > TimeSpan.Zero)
            {
                await wakeup.WaitAsync(pause, parts.Time, ct);
            }
            else if (!await BeginSomeAsync(ct))
            {
                await RestAsync(ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The edge of a worker: the database is away, or something is wrong with this consumer; the others go on.
            Log.Failed(logger, e, route.Id);
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }
    }

    // What is under way goes on with what it began with.
    private async Task ChangeAsync(CancellationToken ct)
    {
        await TakeAllSlotsAsync(ct);
        slots.Release(most);
        var changed = wanted;
        var opened = parts.Open(changed);
        endpoint?.Dispose();
        (route, endpoint, health) = (changed, opened, parts.Watch(changed));
        (ahead, lastRead) = (null, null);
    }

    private async Task TakeAllSlotsAsync(CancellationToken ct)
    {
        for (var i = 0; i < most; i++)
        {
            await slots.WaitAsync(ct);
        }
    }

    /// <returns>Whether there may be more to begin.</returns>
    private async Task<bool> BeginSomeAsync(CancellationToken ct)
    {
        if (ahead is null)
        {
            Forget();
            if (underWay.Count > MostUnsaved)
            {
                await wakeup.WaitAsync(Rest, parts.Time, ct);
                return true;
            }

            ahead = ReadAsync(ct);
        }

        var (reading, hadAfter) = (ahead, lastRead is not null);
        ahead = null;
        var due = await reading;
        var fresh = due.FindAll(message => underWay.Add(message.Sequence));
        lastRead = due.Count == ReadAtOnce ? due[^1] : null;
        var isMore = lastRead is not null || hadAfter;
        if (lastRead is not null && underWay.Count <= MostUnsaved)
        {
            // The next ones are read while these are sent.
            Forget();
            ahead = ReadAsync(ct);
        }

        var begun = await BeginAsync(fresh, ct);
        if (begun == fresh.Count)
        {
            return isMore;
        }

        fresh.Skip(begun).ToList().ForEach(message => underWay.Remove(message.Sequence));
        (ahead, lastRead) = (null, null);
        return true;
    }

    private Task<List<DueMessage>> ReadAsync(CancellationToken ct)
    {
        lookedAt = Now;
        return parts.Messages.ReadAsync(route.Id, lastRead, lookedAt, ReadAtOnce, ct);
    }

    /// <returns>How many were begun, which is fewer than there are where there is a reason to stop.</returns>
    private async Task<int> BeginAsync(List<DueMessage> fresh, CancellationToken ct)
    {
        for (var i = 0; i < fresh.Count; i++)
        {
            await slots.WaitAsync(ct);
            await PaceAsync(ct);
            if (IsStopped)
            {
                slots.Release();
                return i;
            }

            _ = DeliverAsync(fresh[i], endpoint!, health, ct);
        }

        return fresh.Count;
    }

    // Only just before a read begins, when what was read before is marked as under way: what was read before its attempt was saved must not be
    // taken for new.
    private void Forget()
    {
        while (saved.TryDequeue(out var sequence))
        {
            underWay.Remove(sequence);
        }
    }

    private async Task PaceAsync(CancellationToken ct)
    {
        if (route.RateLimit is not { } rate)
        {
            return;
        }

        // A longer one comes of a clock that was set back.
        if (nextSlot - Now is var wait && wait > TimeSpan.Zero && wait <= LongestSlot)
        {
            await Task.Delay(wait, parts.Time, ct);
        }

        nextSlot = (nextSlot > Now && nextSlot - Now <= LongestSlot ? nextSlot : Now) + (LongestSlot / rate);
    }

    private async Task RestAsync(CancellationToken ct)
    {
        // What was due at the last look is under way: its end wakes this lane.
        var next = await parts.Messages.NextAsync(route.Id, lookedAt, ct);
        if ((next ?? (Now + Rest)) - Now is var wait && wait > TimeSpan.Zero)
        {
            await wakeup.WaitAsync(wait, parts.Time, ct);
        }
    }

    private async Task DeliverAsync(DueMessage message, Endpoint to, EndpointHealth of, CancellationToken ct)
    {
        try
        {
            Answer answer;
            Task saving;
            try
            {
                answer = await to.PostAsync(message, ct);
                saving = parts.Writer.WriteAsync(Judge(message, answer, of));
            }
            finally
            {
                // The next need not wait until this one is saved.
                slots.Release();
            }

            await saving;
            if (!answer.IsSuccess && of.Verdict(answer) is { } reason)
            {
                await parts.DisableAsync(route.Id, reason, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops: nobody knows what became of it, and it is delivered again.
        }
        catch (Exception e)
        {
            Log.Broke(logger, e, route.Id, message.EventId);
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(5), ct));
        }

        saved.Enqueue(message.Sequence);
        wakeup.Set();
    }

    private AttemptResult Judge(DueMessage message, Answer answer, EndpointHealth of)
    {
        var noted = of.Note(answer, Random.Shared.NextDouble());
        if (answer.IsSuccess)
        {
            return new AttemptResult
            {
                Route = route,
                Message = message,
                Answer = answer,
                Status = MessageStatus.Succeeded,
                Health = noted,
            };
        }

        var wait =
            answer.IsGone || answer.IsAbort
                ? null
                : RetrySchedule.After(message.Tries + 1, answer.RetryAfter, Random.Shared.NextDouble());
        return new AttemptResult
        {
            Route = route,
            Message = message,
            Answer = answer,
            Status = wait is null ? MessageStatus.Failed : MessageStatus.Pending,
            Due = Now + wait,
            Health = noted,
            GaveUp = wait is null
                ? new WebhookMessageFailedPayload(
                    route.Id,
                    route.Url.ToString(),
                    message.EventId,
                    message.EventType,
                    answer.Reason
                )
                : null,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery to webhook consumer {WebhookId} failed; it goes on")]
        public static partial void Failed(ILogger logger, Exception exception, WebhookId webhookId);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Event {EventId} could not be delivered to webhook consumer {WebhookId}; it is tried again"
        )]
        public static partial void Broke(
            ILogger logger,
            Exception exception,
            WebhookId webhookId,
            ClientEventId eventId
        );
    }
}

/// <summary>What all lanes share.</summary>
public sealed class LaneParts(
    DueMessages messages,
    AttemptWriter writer,
    EndpointNetwork network,
    IServiceScopeFactory scopes,
    IOptions<WebhookOptions> options,
    TimeProvider time
)
{
    public DueMessages Messages => messages;

    public AttemptWriter Writer => writer;

    public IOptions<WebhookOptions> Options => options;

    public TimeProvider Time => time;

    public Endpoint Open(Route route) => new(route, network, options.Value, time);

    public EndpointHealth Watch(Route route) => new(route, options.Value.DisableAfter);

    public async Task DisableAsync(WebhookId webhook, string reason, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DisableWebhookConsumer>().RunAsync(webhook, reason, ct);
    }
}
