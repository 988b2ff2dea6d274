using Causeway.Contracts;

namespace Causeway.Server.Grants.Tokens;

/// <summary>A source has ended a grant for good: its connections need a new authorization.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record GrantEnded(GrantId GrantId, string Reason);

/// <summary>A grant's tokens can't be renewed for now; its connections stay as they are.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="StatusCode">The HTTP status that tells it best.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record GrantFailing(GrantId GrantId, int StatusCode, string Reason);

/// <summary>A grant whose tokens could not be renewed has new ones.</summary>
/// <param name="GrantId">The grant.</param>
public sealed record GrantRecovered(GrantId GrantId);

/// <summary>An authorization ends soon, whatever is done: its user must give it again.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="ExpiresOn">When it ends.</param>
/// <param name="Days">So many days before that this is said.</param>
public sealed record GrantExpiring(GrantId GrantId, DateTimeOffset ExpiresOn, int Days);
