using Causeway.Contracts;
using Causeway.Server.Access;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Push;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Finds, among the changes that are about to be saved, those that the client is told of, and makes their events.</summary>
public sealed class EventsOfChanges(
    ConnectionBodies connections,
    EventsOfReads reads,
    RateLimit limit,
    PublicUrls urls,
    TimeProvider time
)
{
    /// <summary>The events of what is about to be saved.</summary>
    public async Task<IReadOnlyList<ClientEvent>> FindAsync(CausewayDb db, CancellationToken ct)
    {
        var entries = db.ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).ToList();
        if (!entries.Exists(IsTold))
        {
            return [];
        }

        var companies = new CompanyLookup(db);
        var events = new List<ClientEvent>();
        foreach (var entry in entries)
        {
            switch (entry.Entity)
            {
                case Company company when OfCompany(entry) is { } type:
                    events.Add(await CompanyAsync(db, company, type, companies, ct));
                    break;
                case Connection connection:
                    foreach (var type in OfConnection(entry, connection))
                    {
                        await AddAsync(events, connection, type, companies, ct);
                    }

                    break;
                case PushOperation operation when IsOver(entry, operation):
                    await AddAsync(events, operation, companies, ct);
                    break;
                case RequestCount count when OfQuota(entry, count) is { } type:
                    events.Add(Quota(type));
                    break;
                case Dataset dataset when EventsOfReads.HasEnded(entry):
                    events.AddRange(await reads.FindAsync(db, dataset, companies, ct));
                    break;
            }
        }

        return events;
    }

    private static bool IsTold(EntityEntry entry) =>
        entry.Entity is Company or Connection or ConnectionEvent or PushOperation or Dataset or RequestCount;

    private static string? OfCompany(EntityEntry entry) =>
        entry.State switch
        {
            EntityState.Added => EventTypes.CompanyCreated,
            EntityState.Deleted => EventTypes.CompanyDeleted,
            _ => null,
        };

    private static List<string> OfConnection(EntityEntry entry, Connection connection)
    {
        if (entry.State is EntityState.Deleted)
        {
            return [EventTypes.ConnectionDeleted];
        }

        // Each move leaves a row in the audit trail: a new row is a move to tell of.
        var moves = entry
            .Context.ChangeTracker.Entries<ConnectionEvent>()
            .Where(e => e.State is EntityState.Added && e.Entity.ConnectionId == connection.Id)
            .Select(e => OfMove(e.Entity.FromStatus, e.Entity.ToStatus))
            .OfType<string>()
            .ToList();
        // What went wrong without a move is an authorization that failed.
        return
            entry.State is EntityState.Modified
            && !entry.Property(nameof(Connection.Status)).IsModified
            && entry.Property(nameof(Connection.Errors)).IsModified
            && connection.Status is not ConnectionStatus.Linked
            ? [.. moves, EventTypes.ConnectionFailed]
            : moves;
    }

    private static string? OfMove(ConnectionStatus? from, ConnectionStatus to) =>
        (from, to) switch
        {
            (null, _) => EventTypes.ConnectionCreated,
            (ConnectionStatus.Linked, ConnectionStatus.Linked) => null,
            (ConnectionStatus.PendingAuth, ConnectionStatus.Linked) => EventTypes.ConnectionConnected,
            (_, ConnectionStatus.Linked) => EventTypes.ConnectionReconnected,
            _ => EventTypes.ConnectionDisconnected,
        };

    private static bool IsOver(EntityEntry entry, PushOperation operation) =>
        entry.State is EntityState.Modified
        && entry.Property(nameof(PushOperation.Status)) is { OriginalValue: PushStatus.Pending }
        && operation.Status is not PushStatus.Pending;

    private static string? OfQuota(EntityEntry entry, RequestCount count) =>
        (entry.State, count.IsExceeded) switch
        {
            (EntityState.Modified, true) when entry.Property(nameof(RequestCount.IsExceeded)).IsModified =>
                EventTypes.RateLimitReached,
            (EntityState.Deleted, true) => EventTypes.RateLimitReset,
            _ => null,
        };

    private ClientEvent Quota(string type)
    {
        var day = limit.Today;
        var remaining = type is EventTypes.RateLimitReached ? 0 : Math.Max(0, limit.Limit - day.Used);
        var payload = new RateLimitPayload(limit.Limit, remaining, day.End);
        return EventDraft.Of(type, payload, EventJson.Default.EventBodyRateLimitPayload, time);
    }

    private async Task<ClientEvent> CompanyAsync(
        CausewayDb db,
        Company company,
        string type,
        CompanyLookup companies,
        CancellationToken ct
    )
    {
        var reference = CompanyLookup.Of(company);
        var lastSync =
            type is EventTypes.CompanyDeleted
                ? await db.Set<Connection>().Where(c => c.CompanyId == company.Id).MaxAsync(c => c.LastSync, ct)
                : null;
        var payload = new CompanyPayload
        {
            Id = company.Id,
            Name = company.Name,
            Description = company.Description,
            Redirect = urls.Company(company.Id),
            LastSync = lastSync,
            Created = company.Created,
            CreatedByUserName = company.CreatedBy,
            Tags = reference.Tags,
        };
        return EventDraft.Of(type, payload, EventJson.Default.EventBodyCompanyPayload, reference, time);
    }

    private async Task AddAsync(
        List<ClientEvent> events,
        Connection connection,
        string type,
        CompanyLookup companies,
        CancellationToken ct
    )
    {
        // Without a company the database refuses the connection.
        if (await companies.FindAsync(connection.CompanyId, ct) is { } company)
        {
            var body = connections.From(connection) with { AdditionalProperties = null };
            var payload = new ConnectionPayload(company, body);
            var json = EventJson.Default.EventBodyConnectionPayload;
            events.Add(EventDraft.Of(type, payload, json, company, time, connection.Id));
        }
    }

    private async Task AddAsync(
        List<ClientEvent> events,
        PushOperation operation,
        CompanyLookup companies,
        CancellationToken ct
    )
    {
        // With its company goes its history.
        if (await companies.FindAsync(operation.CompanyId, ct) is not { } company)
        {
            return;
        }

        var payload = new WritePayload
        {
            Id = operation.Key,
            Type = operation.Kind,
            ReferenceCompany = company,
            ConnectionId = operation.ConnectionId,
            RequestedOnDate = operation.RequestedOn,
            CompletedOnDate = operation.CompletedOn ?? time.GetUtcNow(),
            Status = operation.Status,
            Record = operation is { Status: PushStatus.Success, RecordId: { } id } ? new WrittenRecord(id) : null,
        };
        var type = EventTypes.OfWrite(operation.DataType.Key, operation.Status is PushStatus.Success);
        var json = EventJson.Default.EventBodyWritePayload;
        events.Add(EventDraft.Of(type, payload, json, company, time, operation.ConnectionId));
    }
}

/// <summary>Companies for the events about them and theirs, each read once.</summary>
public sealed class CompanyLookup(CausewayDb db)
{
    private readonly Dictionary<CompanyId, ReferenceCompany?> known = [];

    /// <summary>The company as it is saved with the event.</summary>
    public async Task<ReferenceCompany?> FindAsync(CompanyId id, CancellationToken ct)
    {
        if (!known.TryGetValue(id, out var company))
        {
            // One that is being created is not in the database yet; one that is being deleted still is.
            var created = db
                .ChangeTracker.Entries<Company>()
                .FirstOrDefault(e => e.State is EntityState.Added && e.Entity.Id == id);
            var found =
                created?.Entity
                ?? await db.Set<Company>()
                    .AsNoTracking()
                    .Include(c => c.Tags)
                    .SingleOrDefaultAsync(c => c.Id == id, ct);
            company = found is null ? null : Of(found);
            known.Add(id, company);
        }

        return company;
    }

    /// <summary>A company that was loaded with its tags.</summary>
    public static ReferenceCompany Of(Company company) =>
        new()
        {
            Id = company.Id,
            Name = company.Name,
            Description = company.Description,
            Tags = new SortedDictionary<string, string>(
                company.Tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
                StringComparer.Ordinal
            ),
        };
}
