using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Integrations;
using Causeway.Server.Portal.Connections;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Webhooks.Consumers;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Overview;

/// <summary>Reads what the overview shows: figures that are kept or come from small indexes, whatever the number of connections.</summary>
public sealed class ReadOverview(CausewayDb db, ReadPool pool, ConnectorCatalog catalog, TimeProvider time)
{
    /// <summary>How many things of one kind are named; more are counted.</summary>
    public const int MostOfAKind = 5;

    private const int MostCounted = 1_000;

    public async Task<OverviewModel> RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var lease = await pool.RentAsync(ct);
        var byStatus = await ByStatusAsync(lease, ct);
        return new OverviewModel
        {
            Companies = Convert.ToInt64(
                await lease.Constant(RowCounts.Of("companies")).ExecuteScalarAsync(ct),
                CultureInfo.InvariantCulture
            ),
            ByStatus = byStatus,
            Hours = await HoursAsync(now, ct),
            Webhooks = await db.Set<WebhookConsumer>()
                .OrderBy(c => c.Id)
                .Select(c => new WebhookRow(
                    c.Id,
                    c.Url,
                    c.Description,
                    c.Disabled,
                    c.DisabledReason,
                    c.DisabledOn,
                    c.FailingSince
                ))
                .ToListAsync(ct),
            Refused = await RefusedAsync(ct),
            Failing = await FailingAsync(ct),
            Ending = await EndingAsync(now, ct),
        };
    }

    private static async Task<IReadOnlyDictionary<ConnectionStatus, long>> ByStatusAsync(
        ReadLease lease,
        CancellationToken ct
    )
    {
        var result = Enum.GetValues<ConnectionStatus>().ToDictionary(s => s, _ => 0L);
        await using var reader = await lease.Constant(RowCounts.OfConnectionsByStatus).ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            result[Enum.Parse<ConnectionStatus>(reader.GetString(0))] = Convert.ToInt64(
                reader.GetValue(1),
                CultureInfo.InvariantCulture
            );
        }

        return result;
    }

    private async Task<IReadOnlyList<HourRow>> HoursAsync(DateTimeOffset now, CancellationToken ct)
    {
        var from = DatasetTally.HourOf(now.AddDays(-14));
        var tallies = await db.Set<DatasetTally>()
            .Where(t => string.Compare(t.Hour, from) >= 0)
            .GroupBy(t => new { t.Hour, t.Status })
            .Select(g => new
            {
                g.Key.Hour,
                g.Key.Status,
                Count = g.Sum(t => t.Count),
            })
            .ToListAsync(ct);
        return
        [
            .. tallies
                .GroupBy(t => t.Hour)
                .Select(g => new HourRow(
                    DateTimeOffset.ParseExact(
                        g.Key,
                        "yyyy-MM-dd'T'HH",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal
                    ),
                    g.Where(t => !t.Status.IsErrored()).Sum(t => t.Count),
                    g.Where(t => t.Status.IsErrored()).Sum(t => t.Count)
                )),
        ];
    }

    private async Task<IReadOnlyList<ConnectionNotice>> RefusedAsync(CancellationToken ct)
    {
        var refused = await (
            from connection in db.Set<Connection>().AsNoTracking()
            join company in db.Set<Company>() on connection.CompanyId equals company.Id
            where connection.Status == ConnectionStatus.Deauthorized
            orderby connection.CompanyId descending
            select new { connection, company.Name }
        )
            .Take(MostOfAKind)
            .ToListAsync(ct);
        return
        [
            .. refused.Select(r =>
            {
                var last = r.connection.Errors is [.., var newest] ? newest : null;
                return new ConnectionNotice(
                    r.connection.CompanyId,
                    r.connection.Id,
                    r.Name,
                    catalog.NameOf(r.connection.IntegrationKey),
                    last?.ErrorMessage ?? "The source refuses the access.",
                    last?.ErroredOn
                );
            }),
        ];
    }

    private async Task<NoticesOfAKind> FailingAsync(CancellationToken ct)
    {
        // As the index says it, or the database would not find the few in it.
        var streams = await db.Set<SyncStream>()
            .FromSqlRaw(
                $"SELECT * FROM sync_streams WHERE {DatasetTable.IsFailing} AND latest_status <> 'AuthError' ORDER BY latest_ended DESC LIMIT {MostCounted}"
            )
            .AsNoTracking()
            .ToListAsync(ct);
        var shown = streams.GroupBy(s => (s.CompanyId, s.ConnectionId)).Take(MostOfAKind).ToList();
        var connections = shown.ConvertAll(g => g.Key.ConnectionId);
        var names = await (
            from connection in db.Set<Connection>()
            join company in db.Set<Company>() on connection.CompanyId equals company.Id
            where connections.Contains(connection.Id)
            select new
            {
                connection.Id,
                connection.IntegrationKey,
                company.Name,
            }
        ).ToDictionaryAsync(c => c.Id, ct);
        return new NoticesOfAKind(
            [
                .. shown
                    .Where(g => names.ContainsKey(g.Key.ConnectionId))
                    .Select(g => new ConnectionNotice(
                        g.Key.CompanyId,
                        g.Key.ConnectionId,
                        names[g.Key.ConnectionId].Name,
                        catalog.NameOf(names[g.Key.ConnectionId].IntegrationKey),
                        string.Join(
                            ", ",
                            g.Select(s =>
                                $"{Words.Of(s.DataType.Key)}: {DatasetWords.Of(s.LatestStatus).ToLowerInvariant()}"
                            )
                        ),
                        g.Max(s => s.LatestEnded)
                    )),
            ],
            streams.Select(s => s.ConnectionId).Distinct().Count()
        );
    }

    private async Task<IReadOnlyList<ConnectionNotice>> EndingAsync(DateTimeOffset now, CancellationToken ct)
    {
        var soon = now.AddDays(30);
        var ending = await (
            from grant in db.Set<Grant>()
            join held in db.Set<Credentials>() on grant.Id equals held.GrantId
            join connection in db.Set<Connection>() on held.ConnectionId equals connection.Id
            join company in db.Set<Company>() on connection.CompanyId equals company.Id
            where
                grant.AbsoluteExpires != null
                && grant.AbsoluteExpires < soon
                && connection.Status == ConnectionStatus.Linked
            orderby grant.AbsoluteExpires
            select new
            {
                connection.CompanyId,
                connection.Id,
                company.Name,
                connection.IntegrationKey,
                grant.AbsoluteExpires,
            }
        )
            .Take(MostOfAKind)
            .ToListAsync(ct);
        return
        [
            .. ending.Select(e => new ConnectionNotice(
                e.CompanyId,
                e.Id,
                e.Name,
                catalog.NameOf(e.IntegrationKey),
                "The access ends by itself. Ask the company to give it again before.",
                e.AbsoluteExpires
            )),
        ];
    }
}

/// <summary>What the overview shows.</summary>
public sealed record OverviewModel
{
    public required long Companies { get; init; }

    public required IReadOnlyDictionary<ConnectionStatus, long> ByStatus { get; init; }

    /// <summary>How many reads ended in the hours of two weeks; hours without one are not in it.</summary>
    public required IReadOnlyList<HourRow> Hours { get; init; }

    public required IReadOnlyList<WebhookRow> Webhooks { get; init; }

    /// <summary>Connections that their source refuses; the first few.</summary>
    public required IReadOnlyList<ConnectionNotice> Refused { get; init; }

    /// <summary>Connections of which something could not be read the last time.</summary>
    public required NoticesOfAKind Failing { get; init; }

    /// <summary>Connections whose access ends within the month.</summary>
    public required IReadOnlyList<ConnectionNotice> Ending { get; init; }
}

/// <summary>How many reads ended in an hour.</summary>
public sealed record HourRow(DateTimeOffset Hour, long Good, long Failed);

/// <summary>Something about a connection that wants a look.</summary>
public sealed record ConnectionNotice(
    CompanyId CompanyId,
    ConnectionId ConnectionId,
    string CompanyName,
    string SourceName,
    string Text,
    DateTimeOffset? When
);

/// <summary>The first few of a kind, and how many there are.</summary>
public sealed record NoticesOfAKind(IReadOnlyList<ConnectionNotice> First, int Count);

/// <summary>A webhook consumer, and how it does.</summary>
public sealed record WebhookRow(
    WebhookId Id,
    string Url,
    string? Description,
    bool Disabled,
    string? DisabledReason,
    DateTimeOffset? DisabledOn,
    DateTimeOffset? FailingSince
);
