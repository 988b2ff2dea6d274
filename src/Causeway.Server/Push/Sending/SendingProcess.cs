using Causeway.Server.Storage;
using Wolverine.Runtime;

namespace Causeway.Server.Push.Sending;

/// <summary>This process, as the sender of writes: tells its own from those of one that died.</summary>
public sealed class SendingProcess(IWolverineRuntime messages, DatabaseOptions database)
{
    public Guid Id => messages.Options.UniqueNodeId;

    /// <summary>
    /// Whether a write can be gone on with: it is due, or whoever called the source for it is not among the processes that are known to live.
    /// One that is taken for dead too early does no harm: the source is only asked, and what the caller still learns counts.
    /// </summary>
    public async Task<bool> IsFreeAsync(PushOperation operation, DateTimeOffset now, CancellationToken ct)
    {
        if (operation.IsDue(now))
        {
            return true;
        }

        if (operation.Sender is null || operation.Sender == Id)
        {
            return false;
        }

        // An embedded database has one process at a time.
        return database.Kind is DatabaseKind.Sqlite
            || !(await messages.Storage.Nodes.LoadAllNodesAsync(ct)).Any(n => n.NodeId == operation.Sender);
    }
}
