using Causeway.Server.Storage;
using Wolverine.Runtime;

namespace Causeway.Server.Push.Sending;

/// <summary>This process, as the sender of writes: tells its own from those of one that died.</summary>
public sealed class SendingProcess(IWolverineRuntime messages, DatabaseOptions database)
{
    public Guid Id => messages.Options.UniqueNodeId;

    /// <summary>
    /// Whether whoever sends a write is dead: its time is over, or it is not among the processes that are known to live. One that is taken for
    /// dead too early does no harm: the source is only asked, and what the sender still learns counts.
    /// </summary>
    public async Task<bool> IsAbandonedAsync(PushOperation operation, DateTimeOffset now, CancellationToken ct)
    {
        if (operation.IsDue(now))
        {
            return true;
        }

        if (operation.Sender == Id)
        {
            return false;
        }

        // An embedded database has one process at a time.
        return database.Kind is DatabaseKind.Sqlite
            || !(await messages.Storage.Nodes.LoadAllNodesAsync(ct)).Any(n => n.NodeId == operation.Sender);
    }
}
