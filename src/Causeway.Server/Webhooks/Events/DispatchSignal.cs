using System.Runtime.CompilerServices;
using Causeway.Server.Storage;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Tells the dispatcher of this process that there are new events; those of other processes it finds by looking.</summary>
public sealed class DispatchSignal
{
    private readonly ConditionalWeakTable<CausewayDb, object> expected = [];

    /// <summary>What the dispatcher waits for.</summary>
    public Wakeup Wakeup { get; } = new();

    /// <summary>A transaction is going to write events.</summary>
    public void Expect(CausewayDb db) => expected.AddOrUpdate(db, this);

    /// <summary>A transaction was committed.</summary>
    public void Committed(CausewayDb db)
    {
        if (expected.Remove(db))
        {
            Set();
        }
    }

    /// <summary>There is something to do.</summary>
    public void Set() => Wakeup.Set();
}

/// <summary>Lets one loop sleep until there is something to do.</summary>
public sealed class Wakeup
{
    // The longest that a timer can be set to is some weeks.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private volatile TaskCompletionSource next = New();

    /// <summary>There is something to do.</summary>
    public void Set() => next.TrySetResult();

    /// <summary>Waits until there is something to do, or for some time; what was signalled before counts.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var current = next;
        if (!current.Task.IsCompleted)
        {
            await Task.WhenAny(current.Task, Task.Delay(atMost < Longest ? atMost : Longest, time, late.Token));
            await late.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }

        if (current.Task.IsCompleted)
        {
            next = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
