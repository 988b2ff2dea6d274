using Causeway.Contracts;

namespace Causeway.Server.Connections;

/// <summary>A connection turned Linked.</summary>
/// <param name="CompanyId">Its company.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="ThroughLink">Whether a user authorized it in Link, which fetches its data at once; credentials put by the API do not.</param>
public sealed record ConnectionLinked(CompanyId CompanyId, ConnectionId ConnectionId, bool ThroughLink);

/// <summary>A connection turned Unlinked or Deauthorized: nothing more is read or written.</summary>
/// <param name="CompanyId">Its company.</param>
/// <param name="ConnectionId">The connection.</param>
public sealed record ConnectionStopped(CompanyId CompanyId, ConnectionId ConnectionId);

/// <summary>A connection's row is gone, in the same transaction as this message: whatever else is kept of it must go too.</summary>
/// <param name="CompanyId">Its company, which may be gone as well.</param>
/// <param name="ConnectionId">The connection.</param>
public sealed record ConnectionDeleted(CompanyId CompanyId, ConnectionId ConnectionId);
