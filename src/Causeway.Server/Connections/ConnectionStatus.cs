namespace Causeway.Server.Connections;

/// <summary>Where a connection is in its life. A deleted one has no row, and so no status.</summary>
public enum ConnectionStatus
{
    /// <summary>Created, not authorized yet.</summary>
    PendingAuth,

    /// <summary>Authorized: it is read and written.</summary>
    Linked,

    /// <summary>The client gave the access up; what was read stays.</summary>
    Unlinked,

    /// <summary>The source refuses the credentials; what was read stays.</summary>
    Deauthorized,
}
