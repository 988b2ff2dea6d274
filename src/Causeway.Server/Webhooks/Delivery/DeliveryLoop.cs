using Causeway.Contracts;
using Causeway.Server.Webhooks.Events;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Runs the delivery in this process, while it holds the lease: dispatches events, and keeps a lane for each consumer.</summary>
public sealed partial class DeliveryLoop(
    DeliveryLease lease,
    Dispatcher dispatcher,
    LaneParts parts,
    DeliveryPurge purge,
    DispatchSignal signal,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<DeliveryLoop> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.HoldAsync(stoppingToken))
                {
                    await LeadAsync(stoppingToken);
                    continue;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e);
            }

            await Task.Delay(DeliveryLease.RenewEvery, stoppingToken);
        }
    }

    private async Task LeadAsync(CancellationToken stoppingToken)
    {
        using var mandate = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var writing = new CancellationTokenSource();
        var lanes = new Lanes(parts, logger);
        var writer = parts.Writer.RunAsync(writing.Token);
        var keeping = KeepLeaseAsync(mandate);
        try
        {
            await DispatchAsync(lanes, mandate.Token);
        }
        finally
        {
            await mandate.CancelAsync();
            await lanes.EndAsync();
            await writing.CancelAsync();
            await writer;
            await keeping;
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async Task DispatchAsync(Lanes lanes, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var isMore = false;
            try
            {
                isMore = await dispatcher.RunAsync(ct);
                lanes.Wake(dispatcher.Routes, ct);
                await purge.RunWhenDueAsync(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The edge of a worker: the database is away, or a consumer was deleted in this very moment.
                Log.Failed(logger, e);
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }

            if (!isMore)
            {
                await signal.Wakeup.WaitAsync(options.Value.PollInterval, time, ct);
            }
        }
    }

    // By the machine's clock: the lease runs out by it.
    private async Task KeepLeaseAsync(CancellationTokenSource mandate)
    {
        try
        {
            while (await lease.HoldAsync(mandate.Token))
            {
                await Task.Delay(DeliveryLease.RenewEvery, mandate.Token);
            }

            Log.Lost(logger);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
        }

        await mandate.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The delivery of webhooks failed; it begins anew")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Another process delivers webhooks now")]
        public static partial void Lost(ILogger logger);
    }
}

/// <summary>A lane for each consumer that there is.</summary>
internal sealed class Lanes(LaneParts parts, ILogger logger)
{
    private readonly Dictionary<WebhookId, Running> running = [];

    /// <summary>Tells each lane that there may be something new; begins lanes of new consumers, and ends those of deleted ones.</summary>
    public void Wake(IReadOnlyCollection<Route> routes, CancellationToken ct)
    {
        foreach (var route in routes)
        {
            if (!running.TryGetValue(route.Id, out var known))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
                var lane = new Lane(route, parts, logger);
                running.Add(route.Id, known = new Running(lane, RunAsync(lane, stop), stop));
            }

            known.Lane.Wake(route);
        }

        foreach (var gone in running.Keys.Except(routes.Select(r => r.Id)).ToList())
        {
            running.Remove(gone, out var lane);
            lane!.Stop.Cancel();
        }
    }

    /// <summary>Waits until all have ended, having been told to.</summary>
    public Task EndAsync() => Task.WhenAll(running.Values.Select(r => r.Done));

    private static async Task RunAsync(Lane lane, CancellationTokenSource stop)
    {
        using (stop)
        using (lane)
        {
            await lane.RunAsync(stop.Token);
        }
    }

    private sealed record Running(Lane Lane, Task Done, CancellationTokenSource Stop);
}
