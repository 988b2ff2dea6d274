using Microsoft.Extensions.Options;
using Wolverine;

namespace Causeway.Server.Sync.Slices;

/// <summary>The queue of all slices.</summary>
public sealed class SyncQueue(IOptions<SyncOptions> sync) : IWolverineExtension
{
    public void Configure(WolverineOptions options) =>
        options.LocalQueue(RunSlice.Queue).MaximumParallelMessages(sync.Value.Concurrency);
}
