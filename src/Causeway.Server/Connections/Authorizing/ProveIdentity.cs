using Causeway.Contracts.Connectors;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>Finds out at the source whose books an attempt opens, and links the connection if they are the right ones.</summary>
public sealed class ProveIdentity(
    CausewayDb db,
    ConnectorCatalog catalog,
    SourceSessions sources,
    ConnectionSources credentials,
    LinkConnection link
)
{
    public async Task<AuthorizationOutcome> RunAsync(AuthorizationAttempt attempt, CancellationToken ct)
    {
        if (catalog.Get(attempt.Manifest.Key).Parts.Probe is null)
        {
            // A source that tells nothing of itself is always the same one.
            var itself = new SourceOrganisation(attempt.Connection.Id.ToString(), attempt.Manifest.Name);
            return await link.RunAsync(attempt, itself, new Dictionary<string, string>(), ct);
        }

        // Known already: no need to call the source. If it becomes so later, the database says so.
        if (await link.FindRivalAsync(attempt.Connection, ct) is { } rival)
        {
            return new AuthorizationOutcome.Refused(rival, AuthorizationFault.AnotherIsLinked);
        }

        SourceIdentity identity;
        try
        {
            using var session = sources.Open(
                attempt.Manifest.Key,
                await credentials.WithAsync(db, attempt.Connection, attempt.Values, attempt.Grant, ct)
            );
            identity = await session.Probe().IdentifyAsync(ct);
        }
        catch (SourceException e)
        {
            return new AuthorizationOutcome.Refused(SourceRefusal(e.Failure), FaultOf(e.Failure));
        }

        return await ChooseAsync(attempt, identity, ct);
    }

    private async Task<AuthorizationOutcome> ChooseAsync(
        AuthorizationAttempt attempt,
        SourceIdentity identity,
        CancellationToken ct
    )
    {
        var chosen = attempt.Chosen;
        var wanted = chosen ?? attempt.Connection.OrganisationId;
        var found = identity.Organisations;
        if (found.FirstOrDefault(o => o.Id == wanted) is { } organisation)
        {
            return await link.RunAsync(attempt, organisation, identity.ConnectionInfo, ct);
        }

        if (chosen is null && found.Count > 0 && attempt.Connection.OrganisationId is not null)
        {
            return new AuthorizationOutcome.OtherOrganisation(found);
        }

        return found switch
        {
            [var only] when chosen is null => await link.RunAsync(attempt, only, identity.ConnectionInfo, ct),
            { Count: > 1 } => new AuthorizationOutcome.ChooseOrganisation(found),
            _ => new AuthorizationOutcome.Refused(NoOrganisation(chosen, found)),
        };
    }

    private static AuthorizationFault FaultOf(SourceFailure failure) =>
        failure.Category switch
        {
            SourceFailureCategory.Authentication => AuthorizationFault.Credentials,
            SourceFailureCategory.Permission => AuthorizationFault.Permission,
            SourceFailureCategory.RateLimited or SourceFailureCategory.Unavailable or SourceFailureCategory.Lost =>
                AuthorizationFault.Unavailable,
            SourceFailureCategory.Configuration => AuthorizationFault.Setup,
            _ => AuthorizationFault.Other,
        };

    private static Refusal SourceRefusal(SourceFailure failure) =>
        Refusal.Invalid(failure.Message) with
        {
            RetryAfter = failure.RetryHelps ? failure.RetryAfter ?? TimeSpan.FromSeconds(30) : null,
        };

    private static Refusal NoOrganisation(string? chosen, IReadOnlyList<SourceOrganisation> found) =>
        chosen is null
            ? Refusal.Invalid("These credentials open no organisation at the source.")
            : Refusal.Invalid(
                SourceConnection.OrganisationField,
                $"These credentials do not open the organisation that was chosen, but: {string.Join(", ", found.Select(o => $"{o.Id} ({o.Name})"))}."
            );
}
