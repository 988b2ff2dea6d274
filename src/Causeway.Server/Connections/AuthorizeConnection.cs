using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Takes what opens a source, tries it there, and only then links the connection and keeps it. The API and the Link pages call it.</summary>
public sealed partial class AuthorizeConnection(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectorCatalog catalog,
    SourceSessions sources,
    Vault vault,
    RecordAuthorizationFailure failure,
    TimeProvider time,
    ILogger<AuthorizeConnection> logger
)
{
    private readonly CausewayDb db = outbox.DbContext;

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

        var hasProbe = entry.Parts.Probe is not null;
        var values = AuthorizationValues.Check(entry.Manifest.Auth.Fields, given, canChooseOrganisation: hasProbe);
        if (values.Refusal is { } wrong)
        {
            return new AuthorizationOutcome.Refused(wrong);
        }

        // Known already: no need to call the source. If it becomes so later, the database says so.
        if (await FindActiveRivalAsync(connection, ct) is { } rival)
        {
            return await RefusedAsync(connection, RivalRefusal(rival), actor, ct);
        }

        var attempt = new Attempt(connection, entry.Manifest, values.Value, actor);
        return hasProbe
            ? await TryAtSourceAsync(attempt, ct)
            : await LinkAsync(attempt, Itself(connection, entry.Manifest), new Dictionary<string, string>(), ct);
    }

    private async Task<AuthorizationOutcome> TryAtSourceAsync(Attempt attempt, CancellationToken ct)
    {
        SourceIdentity identity;
        try
        {
            using var session = sources.Open(
                attempt.Manifest.Key,
                new SourceConnection
                {
                    ConnectionId = attempt.Connection.Id,
                    Created = attempt.Connection.Created,
                    Values = attempt.Values,
                }
            );
            identity = await session.Probe().IdentifyAsync(ct);
        }
        catch (SourceException e)
        {
            return await RefusedAsync(attempt.Connection, SourceRefusal(e.Failure), attempt.Actor, ct);
        }

        var wanted = attempt.Values.TryGetValue(SourceConnection.OrganisationField, out var chosen)
            ? chosen.Reveal()
            : attempt.Connection.OrganisationId;
        var organisation =
            identity.Organisations.FirstOrDefault(o => o.Id == wanted)
            ?? (chosen is null && identity.Organisations is [var only] ? only : null);
        if (organisation is not null)
        {
            return await LinkAsync(attempt, organisation, identity.ConnectionInfo, ct);
        }

        return identity.Organisations.Count > 1
            ? new AuthorizationOutcome.ChooseOrganisation(identity.Organisations)
            : await RefusedAsync(attempt.Connection, NoOrganisation(chosen, identity), attempt.Actor, ct);
    }

    private async Task<AuthorizationOutcome> LinkAsync(
        Attempt attempt,
        SourceOrganisation organisation,
        IReadOnlyDictionary<string, string> info,
        CancellationToken ct
    )
    {
        var values = new Dictionary<string, Secret>(attempt.Values, StringComparer.Ordinal)
        {
            [SourceConnection.OrganisationField] = new(organisation.Id),
        };
        var outcome = await db.RetryAsync<Connection>(async () =>
        {
            var connection = await db.Set<Connection>()
                .SingleOrDefaultAsync(
                    c => c.Id == attempt.Connection.Id && c.CompanyId == attempt.Connection.CompanyId,
                    ct
                );
            if (connection is null)
            {
                return NotFound(attempt.Connection.Id);
            }

            var now = time.GetUtcNow();
            if (connection.Link(organisation, attempt.Actor, now) is { } refusal)
            {
                return refusal;
            }

            connection.Describe(info);
            await KeepAsync(connection, values, now, ct);
            try
            {
                await outbox.SaveAsync(
                    ct,
                    new ConnectionLinked(
                        connection.CompanyId,
                        connection.Id,
                        attempt.Actor is ConnectionActor.CompanyUser
                    )
                );
            }
            catch (DbUpdateException e)
                when (e.IsUnique(ConnectionTable.OneLinkedIndex, ConnectionTable.OneLinkedColumns))
            {
                // Two were authorized at once: this one came second. Nothing of it is saved.
                db.ChangeTracker.Clear();
                return await FindActiveRivalAsync(connection, ct) is { } rival
                    ? RivalRefusal(rival)
                    : Refusal.Conflict("Another connection of the company was linked at the same time; try again.");
            }

            return connection;
        });
        if (outcome.Refusal is { } refused)
        {
            return await RefusedAsync(attempt.Connection, refused, attempt.Actor, ct);
        }

        Log.Linked(logger, attempt.Connection.Id, attempt.Manifest.Key, attempt.Actor);
        return new AuthorizationOutcome.Done(outcome.Value);
    }

    private async Task KeepAsync(
        Connection connection,
        Dictionary<string, Secret> values,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var sealedValues = vault.Seal(connection.Id, values);
        var grant = await db.Set<Grant>().SingleOrDefaultAsync(g => g.ConnectionId == connection.Id, ct);
        if (grant is null)
        {
            db.Add(new Grant(connection.CompanyId, connection.Id, sealedValues, now));
        }
        else
        {
            grant.Replace(sealedValues, now);
        }
    }

    // The company's user sees in Link what went wrong; the API's caller has the answer.
    private async Task<AuthorizationOutcome> RefusedAsync(
        Connection attempted,
        Refusal refusal,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        Log.Refused(logger, attempted.Id, attempted.IntegrationKey, refusal.StatusCode);
        if (actor is ConnectionActor.CompanyUser && refusal.StatusCode is not StatusCodes.Status404NotFound)
        {
            await failure.RunAsync(
                attempted.Id,
                refusal.StatusCode,
                ReasonPhrase(refusal.StatusCode),
                refusal.Message,
                ct
            );
        }

        return new AuthorizationOutcome.Refused(refusal);
    }

    private async Task<Rival?> FindActiveRivalAsync(Connection connection, CancellationToken ct) =>
        connection.SourceType is SourceType.Accounting or SourceType.BankFeed
            ? await db.Set<Connection>()
                .Where(c =>
                    c.CompanyId == connection.CompanyId
                    && c.SourceType == connection.SourceType
                    && c.Status == ConnectionStatus.Linked
                    && c.Id != connection.Id
                )
                .OrderBy(c => c.Id)
                .Select(c => new Rival(c.Id, c.IntegrationKey, c.SourceType))
                .FirstOrDefaultAsync(ct)
            : null;

    private Refusal RivalRefusal(Rival rival)
    {
        var name = catalog.TryGet(rival.IntegrationKey, out var entry) ? entry.Manifest.Name : rival.IntegrationKey;
        return Refusal.Conflict(
            $"The company already has an active {rival.SourceType} connection: {rival.Id} ({name}). Unlink or delete that one first."
        );
    }

    private static Refusal SourceRefusal(SourceFailure failure) =>
        Refusal.Invalid(failure.Message) with
        {
            RetryAfter = failure.RetryHelps ? failure.RetryAfter ?? TimeSpan.FromSeconds(30) : null,
        };

    private static Refusal NoOrganisation(Secret? chosen, SourceIdentity identity) =>
        chosen is null
            ? Refusal.Invalid("These credentials open no organisation at the source.")
            : Refusal.Invalid(
                SourceConnection.OrganisationField,
                $"These credentials do not open the organisation that was chosen, but: {string.Join(", ", identity.Organisations.Select(o => $"{o.Id} ({o.Name})"))}."
            );

    // A source that tells nothing of itself is always the same one.
    private static SourceOrganisation Itself(Connection connection, ConnectorManifest manifest) =>
        new(connection.Id.ToString(), manifest.Name);

    private static Refusal NotFound(ConnectionId id) => Refusal.NotFound($"Data connection {id}");

    private static string ReasonPhrase(int statusCode) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(statusCode);

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

    private sealed record Attempt(
        Connection Connection,
        ConnectorManifest Manifest,
        Dictionary<string, Secret> Values,
        ConnectionActor Actor
    );

    private sealed record Rival(ConnectionId Id, string IntegrationKey, SourceType SourceType);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} to {IntegrationKey} linked by {Actor}"
        )]
        public static partial void Linked(
            ILogger logger,
            ConnectionId connectionId,
            string integrationKey,
            ConnectionActor actor
        );

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
