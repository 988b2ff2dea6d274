using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>An attempt to authorize a connection: what was given for it, of which nothing is kept yet.</summary>
/// <param name="Connection">The connection as it was when the attempt began.</param>
/// <param name="Manifest">Its connector.</param>
/// <param name="Values">What was entered, or came along.</param>
/// <param name="Grant">The tokens, if it is by OAuth: saved, and used by nobody yet.</param>
/// <param name="Actor">Who tries.</param>
public sealed record AuthorizationAttempt(
    Connection Connection,
    ConnectorManifest Manifest,
    IReadOnlyDictionary<string, Secret> Values,
    GrantId? Grant,
    ConnectionActor Actor
)
{
    /// <summary>The organisation that was chosen, if one was.</summary>
    public string? Chosen =>
        Values.TryGetValue(SourceConnection.OrganisationField, out var chosen) ? chosen.Reveal() : null;
}
