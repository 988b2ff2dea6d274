using Causeway.Contracts;

namespace Causeway.Server.Push;

/// <summary>Questions to the table of writes that are asked in several places.</summary>
public static class PushQueries
{
    /// <summary>The writes of a connection that are not settled.</summary>
    public static IQueryable<PushOperation> Unsettled(
        this IQueryable<PushOperation> operations,
        ConnectionId connectionId
    ) =>
        operations.Where(o =>
            o.ConnectionId == connectionId
            && (o.State == PushState.Pending || o.State == PushState.Sending || o.State == PushState.Uncertain)
        );
}
