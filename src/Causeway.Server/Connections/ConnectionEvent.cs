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

    public string Reason { get; private set; } = "";

    public static ConnectionEvent Of(
        Connection connection,
        ConnectionStatus? from,
        ConnectionActor actor,
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
            Actor = actor,
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
}
