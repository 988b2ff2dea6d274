using Causeway.Server.Sync.Schedules;
using Microsoft.Extensions.Options;
using Wolverine;

namespace Causeway.Server.Sync.Slices;

/// <summary>The queue of all slices, and what the generated handlers take from the container as a whole, so that they don't depend on its parts.</summary>
public sealed class SyncQueue(IOptions<SyncOptions> sync) : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.LocalQueue(RunSlice.Queue).MaximumParallelMessages(sync.Value.Concurrency);
        options.CodeGeneration.AlwaysUseServiceLocationFor<SliceRunner>();
        options.CodeGeneration.AlwaysUseServiceLocationFor<DatasetStarter>();
        options.CodeGeneration.AlwaysUseServiceLocationFor<RefreshCompanyData>();
        options.CodeGeneration.AlwaysUseServiceLocationFor<DueSyncs>();
        options.CodeGeneration.AlwaysUseServiceLocationFor<SyncDueTimes>();
    }
}
