using System.Collections.Concurrent;
using Causeway.Contracts;

namespace Causeway.Server.Sync.Datasets;

/// <summary>Wakes requests that wait for a dataset's end, when it ends in this process. In another process they look now and then.</summary>
public sealed class DatasetWaiters
{
    private readonly ConcurrentDictionary<DatasetId, TaskCompletionSource> waiting = new();

    /// <summary>A task that ends when the dataset does.</summary>
    public Task EndOf(DatasetId id) =>
        waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The dataset has ended, and that is saved.</summary>
    public void Ended(DatasetId id)
    {
        if (waiting.TryRemove(id, out var waiter))
        {
            waiter.SetResult();
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void Forget(DatasetId id) => waiting.TryRemove(id, out _);
}
