using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.Schedules;

/// <summary>Finds out when each data type of a connection is due: so many hours after it was last read.</summary>
public sealed class SyncDueTimes(
    CausewayDb db,
    ConnectorCatalog catalog,
    SyncSettingsLookup settings,
    TimeProvider time
)
{
    /// <summary>The data types that have a schedule and are not being read now, with their times; none if the connection is not Linked.</summary>
    public async Task<IReadOnlyList<DueSync>> OfAsync(
        CompanyId company,
        ConnectionId connectionId,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.CompanyId == company && c.Id == connectionId, ct);
        if (
            connection is not { Status: ConnectionStatus.Linked }
            || !catalog.TryGet(connection.IntegrationKey, out var connector)
        )
        {
            return [];
        }

        var effective = await settings.ForCompanyAsync(company, ct);
        var scheduled = DataType
            .All.Where(connector.Reads)
            .Select(type => (Type: type, Setting: effective.For(type)))
            .Where(s => s.Setting.SyncSchedule > 0)
            .ToList();
        if (scheduled.Count == 0)
        {
            return [];
        }

        var streams = await db.Set<SyncStream>()
            .AsNoTracking()
            .Where(s => s.CompanyId == company && s.ConnectionId == connectionId)
            .ToDictionaryAsync(s => s.DataType, ct);
        var active = await db.ActiveDatasets(company, connectionId).Select(d => d.DataType).ToListAsync(ct);
        return
        [
            .. scheduled
                .Where(s => !active.Contains(s.Type))
                .Select(s => new DueSync(
                    s.Type,
                    s.Setting.SyncOrder,
                    DueAt(s.Setting, streams.GetValueOrDefault(s.Type), connection)
                )),
        ];
    }

    private DateTimeOffset DueAt(SyncSetting setting, SyncStream? stream, Connection connection)
    {
        var last = stream?.LatestEnded ?? connection.FirstLinked ?? connection.Created;
        var due = last.AddHours(setting.SyncSchedule);
        var now = time.GetUtcNow();
        return due > now ? due : now;
    }
}

/// <summary>When a data type is due.</summary>
public sealed record DueSync(DataType DataType, int Order, DateTimeOffset At);

/// <summary>Makes sure that there is a message for the next scheduled sync of a connection.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
public sealed record ScheduleSyncs(CompanyId CompanyId, ConnectionId ConnectionId);

public static class ScheduleSyncsHandler
{
    /// <returns>The scheduled message, if one is needed.</returns>
    public static async Task<object?> HandleAsync(
        ScheduleSyncs message,
        CausewayDb db,
        SyncDueTimes dueTimes,
        CancellationToken ct
    )
    {
        var (company, connection) = message;
        var due = await dueTimes.OfAsync(company, connection, ct);
        if (due.Count == 0)
        {
            return null;
        }

        var schedule = await db.Set<ConnectionSchedule>().FindAsync([company, connection], ct);
        if (schedule is null)
        {
            schedule = new ConnectionSchedule(company, connection);
            db.Add(schedule);
        }

        var next = due.Min(d => d.At);
        return schedule.Expect(next)
            ? Wolverine.ConfiguredMessageExtensions.ScheduledAt(
                new RunDueSyncs(company, connection, schedule.Token),
                next
            )
            : null;
    }
}

/// <summary>After each dataset its data type's next one is due.</summary>
public static class ScheduleAfterDatasetHandler
{
    public static ScheduleSyncs Handle(DatasetEnded message) => new(message.CompanyId, message.ConnectionId);
}

/// <summary>A connection that was linked, again or for the first time, has its schedule from then on; and what waited there may start.</summary>
public static class ScheduleLinkedHandler
{
    public static object[] Handle(ConnectionLinked message) =>
        [
            new ScheduleSyncs(message.CompanyId, message.ConnectionId),
            new StartDatasets(message.CompanyId, message.ConnectionId),
        ];
}
