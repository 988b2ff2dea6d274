using Causeway.Server.Storage;

namespace Causeway.Server.Push.Sending;

/// <summary>This process, as the sender of writes: tells its own from those of one that died.</summary>
public sealed class SendingProcess(DatabaseOptions database, TimeProvider time)
{
    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Whether whoever sends a write must be dead: its time is over, or it was the process before this one on an embedded database, which has one at a time.</summary>
    public bool IsAbandoned(PushOperation operation, DateTimeOffset now) =>
        operation.IsDue(now) || (database.Kind is DatabaseKind.Sqlite && operation.Sender != Id);
}
