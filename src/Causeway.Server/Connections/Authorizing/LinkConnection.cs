using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>
/// Links a connection to an organisation that was proved: keeps what opens it, in the place of what did before, in one transaction. What was there
/// before is given up at the source only after that.
/// </summary>
public sealed partial class LinkConnection(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectorCatalog catalog,
    Vault vault,
    GrantRelease release,
    TimeProvider time,
    ILogger<LinkConnection> logger
)
{
    private readonly CausewayDb db = outbox.DbContext;

    public async Task<AuthorizationOutcome> RunAsync(
        AuthorizationAttempt attempt,
        SourceOrganisation organisation,
        IReadOnlyDictionary<string, string> info,
        CancellationToken ct
    )
    {
        var outcome = await db.RetryAsync<Connection>(async () =>
        {
            db.ChangeTracker.Clear();
            try
            {
                return await SwapAsync(attempt, organisation, info, ct);
            }
            catch (DbUpdateException e)
                when (e.IsUnique(ConnectionTable.OneLinkedIndex, ConnectionTable.OneLinkedColumns))
            {
                // Two were authorized at once: this one came second. Nothing of it is saved.
                db.ChangeTracker.Clear();
                return await FindRivalAsync(attempt.Connection, ct)
                    ?? Refusal.Conflict("Another connection of the company was linked at the same time; try again.");
            }
        });
        if (outcome.Refusal is { } refused)
        {
            var rivalled = await FindRivalAsync(attempt.Connection, ct) is not null;
            return new AuthorizationOutcome.Refused(
                refused,
                rivalled ? AuthorizationFault.AnotherIsLinked : AuthorizationFault.Other
            );
        }

        Log.Linked(logger, attempt.Connection.Id, attempt.Manifest.Key, attempt.Actor);
        return new AuthorizationOutcome.Done(outcome.Value);
    }

    /// <summary>Why the connection can't be linked while another one is.</summary>
    public async Task<Refusal?> FindRivalAsync(Connection connection, CancellationToken ct)
    {
        if (connection.SourceType is not (SourceType.Accounting or SourceType.BankFeed))
        {
            return null;
        }

        var rival = await db.Set<Connection>()
            .Where(c =>
                c.CompanyId == connection.CompanyId
                && c.SourceType == connection.SourceType
                && c.Status == ConnectionStatus.Linked
                && !c.TakesFiles
                && c.Id != connection.Id
            )
            .OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.IntegrationKey })
            .FirstOrDefaultAsync(ct);
        if (rival is null)
        {
            return null;
        }

        return Refusal.Conflict(
            $"The company already has an active {connection.SourceType} connection: {rival.Id} ({catalog.NameOf(rival.IntegrationKey)}). Unlink or delete that one first."
        );
    }

    private async Task<Outcome<Connection>> SwapAsync(
        AuthorizationAttempt attempt,
        SourceOrganisation organisation,
        IReadOnlyDictionary<string, string> info,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = await db.Set<Connection>()
            .SingleOrDefaultAsync(
                c => c.Id == attempt.Connection.Id && c.CompanyId == attempt.Connection.CompanyId,
                ct
            );
        if (connection is null)
        {
            return Refusal.NotFound($"Data connection {attempt.Connection.Id}");
        }

        var now = time.GetUtcNow();
        if (connection.Link(organisation, attempt.Actor, now) is { } refusal)
        {
            return refusal;
        }

        connection.Describe(info);
        if (attempt.Grant is { } grant && !await UseAsync(grant, now, ct))
        {
            return Refusal.Conflict("What the source gave was used up or dropped meanwhile; authorize again.");
        }

        var former = await KeepAsync(connection, attempt, organisation, now, ct);
        // So that what is refused is refused before anything is given up.
        await db.SaveChangesAsync(ct);
        List<object> messages =
        [
            new ConnectionLinked(connection.CompanyId, connection.Id, attempt.Actor is ConnectionActor.CompanyUser),
        ];
        if (former is { } replaced && replaced != attempt.Grant)
        {
            var leaving = new LeavingConnection(connection.Id, connection.IntegrationKey, OrganisationIsShared: true);
            messages.AddRange(await release.ReplacedAsync(db, leaving, replaced, attempt.Grant, ct));
        }

        await outbox.SaveAsync(ct, messages);
        return connection;
    }

    private async Task<bool> UseAsync(GrantId grant, DateTimeOffset now, CancellationToken ct)
    {
        await db.LockAsync("grants", grant.Value, ct);
        var used = await db.Set<Grant>()
            .Where(g => g.Id == grant && g.State == GrantState.Live)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.StagedUntil, (DateTimeOffset?)null), ct);
        db.Add(new GrantLogEntry(grant, GrantHappening.Attached, 0, null, now));
        return used == 1;
    }

    /// <returns>The grant that the connection used before.</returns>
    private async Task<GrantId?> KeepAsync(
        Connection connection,
        AuthorizationAttempt attempt,
        SourceOrganisation organisation,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var values = new Dictionary<string, Secret>(attempt.Values, StringComparer.Ordinal)
        {
            [SourceConnection.OrganisationField] = new(organisation.Id),
        };
        var sealedValues = vault.Seal(connection.Id, values);
        var kept = await db.Set<Credentials>().SingleOrDefaultAsync(c => c.ConnectionId == connection.Id, ct);
        var former = kept?.GrantId;
        if (kept is null)
        {
            kept = new Credentials(connection.CompanyId, connection.Id, sealedValues, now);
            db.Add(kept);
        }
        else
        {
            kept.Replace(sealedValues, now);
        }

        kept.Use(attempt.Grant);
        return former;
    }

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
    }
}
