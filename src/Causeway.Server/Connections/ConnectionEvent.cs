using Causeway.Contracts;

namespace Causeway.Server.Connections;

/// <summary>One move in a connection's life, or something worth knowing that moved nothing: who, when, from, to, why. Never changed.</summary>
public sealed class ConnectionEvent
{
    private ConnectionEvent() { }

    public long Sequence { get; private set; }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DateTimeOffset OccurredOn { get; private set; }

    /// <summary>The status before; null when the connection came to be.</summary>
    public ConnectionStatus? FromStatus { get; private set; }

    public ConnectionStatus ToStatus { get; private set; }

    public ConnectionActor Actor { get; private set; }

    /// <summary>The name of who it was, if known.</summary>
    public string? ActorName { get; private set; }

    public string Reason { get; private set; } = "";

    public static ConnectionEvent Of(
        Connection connection,
        ConnectionStatus? from,
        Actor actor,
        string reason,
        DateTimeOffset now
    ) =>
        new()
        {
            CompanyId = connection.CompanyId,
            ConnectionId = connection.Id,
            OccurredOn = now,
            FromStatus = from,
            ToStatus = connection.Status,
            Actor = actor.Kind,
            ActorName = actor.Name,
            Reason = reason,
        };
}

/// <summary>Who moved a connection.</summary>
public enum ConnectionActor
{
    /// <summary>The client's backend, through the API.</summary>
    Api,

    /// <summary>The company's user, in Link.</summary>
    CompanyUser,

    /// <summary>The source, by refusing us.</summary>
    Source,

    /// <summary>This server by itself.</summary>
    Server,

    /// <summary>One of the client's staff, in the Portal.</summary>
    PortalUser,
}

/// <summary>Who moves a connection, with the name if it is known.</summary>
/// <param name="Kind">What kind of mover.</param>
/// <param name="Name">The name.</param>
public readonly record struct Actor(ConnectionActor Kind, string? Name = null)
{
    public const int MaxNameLength = 100;

    public static implicit operator Actor(ConnectionActor kind) => new(kind);
}
