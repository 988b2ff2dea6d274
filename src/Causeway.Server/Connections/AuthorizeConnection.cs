using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Takes what opens a source, tries it there, and only then links the connection and keeps it. The API and the Link pages call it.</summary>
public sealed partial class AuthorizeConnection(
    CausewayDb db,
    ConnectorCatalog catalog,
    ProveIdentity prove,
    LinkConnection link,
    MigrateTokens migrate,
    RecordAuthorizationFailure failure,
    ILogger<AuthorizeConnection> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/companies/{companyId}/connections/{connectionId}/authorization", PutAsync)
            .WithName("update-connection-authorization");

    /// <summary>Tries the values and links the connection.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its connection.</param>
    /// <param name="given">Values by the names of the integration's fields, and the organisation as <see cref="SourceConnection.OrganisationField"/>.</param>
    /// <param name="actor">Who gives them: a company's user (in Link) sees the failure in the connection's errors, too.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<AuthorizationOutcome> RunAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        IReadOnlyDictionary<string, string?> given,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
        if (connection is null)
        {
            return new AuthorizationOutcome.Refused(NotFound(connectionId));
        }

        if (!catalog.TryGet(connection.IntegrationKey, out var entry))
        {
            return new AuthorizationOutcome.Refused(
                Refusal.Conflict($"This server no longer has the integration {connection.IntegrationKey}.")
            );
        }

        var outcome = entry.Manifest.Auth switch
        {
            ConnectorAuth.OAuth2 oauth when !oauth.IsOtherwise(given) => await migrate.RunAsync(
                connection,
                entry,
                oauth,
                given,
                actor,
                ct
            ),
            ConnectorAuth.ClientCredentials client => await migrate.RunAsync(
                connection,
                entry,
                client,
                given,
                actor,
                ct
            ),
            ConnectorAuth.Upload => new AuthorizationOutcome.Refused(
                Refusal.Conflict($"{entry.Manifest.Name} is linked by the first files that are uploaded to it.")
            ),
            ConnectorAuth.OAuth2 { Otherwise: { } other } => await TryAsync(connection, entry, other, given, actor, ct),
            var auth => await TryAsync(connection, entry, auth, given, actor, ct),
        };
        return outcome is AuthorizationOutcome.Done or AuthorizationOutcome.ChooseOrganisation
            ? outcome
            : await RefusedAsync(connection, outcome, actor, ct);
    }

    private async Task<AuthorizationOutcome> TryAsync(
        Connection connection,
        CatalogEntry entry,
        ConnectorAuth auth,
        IReadOnlyDictionary<string, string?> given,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var hasProbe = entry.Parts.Probe is not null;
        var values = AuthorizationValues.Check(auth.Fields, given, canChooseOrganisation: hasProbe);
        if (values.Refusal is { } wrong)
        {
            return new AuthorizationOutcome.Refused(wrong);
        }

        if (await link.FindRivalAsync(connection, ct) is { } rival)
        {
            return new AuthorizationOutcome.Refused(rival, AuthorizationFault.AnotherIsLinked);
        }

        return await prove.RunAsync(
            new AuthorizationAttempt(connection, entry.Manifest, values.Value, Grant: null, actor),
            ct
        );
    }

    // The company's user sees in Link what went wrong; the API's caller has the answer.
    private async Task<AuthorizationOutcome> RefusedAsync(
        Connection attempted,
        AuthorizationOutcome outcome,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var refusal = outcome.Refusal!;
        Log.Refused(logger, attempted.Id, attempted.IntegrationKey, refusal.StatusCode);
        // A field that was filled in wrongly is not worth a note.
        if (
            actor is ConnectionActor.CompanyUser
            && refusal is { StatusCode: not StatusCodes.Status404NotFound, Fields.Count: 0 }
        )
        {
            await failure.RunAsync(attempted.Id, refusal, ct);
        }

        return outcome;
    }

    private static Refusal NotFound(ConnectionId id) => Refusal.NotFound($"Data connection {id}");

    private static async Task<IResult> PutAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        Dictionary<string, string?> body,
        AuthorizeConnection authorize,
        ConnectionBodies bodies,
        CancellationToken ct
    ) =>
        await authorize.RunAsync(companyId, connectionId, body, ConnectionActor.Api, ct) switch
        {
            AuthorizationOutcome.Done done => TypedResults.Json(
                bodies.From(done.Connection),
                ConnectionJson.Default.ConnectionBody
            ),
            var other => new ErrorResult(other.Refusal ?? Refusal.Invalid("The connection was not authorized.")),
        };

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} to {IntegrationKey} was not linked ({StatusCode})"
        )]
        public static partial void Refused(
            ILogger logger,
            ConnectionId connectionId,
            string integrationKey,
            int statusCode
        );
    }
}
