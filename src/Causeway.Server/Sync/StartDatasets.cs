using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Slices;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Sync;

/// <summary>Starts datasets of a connection that wait, as far as there is room.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
public sealed record StartDatasets(CompanyId CompanyId, ConnectionId ConnectionId);

public static class StartDatasetsHandler
{
    /// <returns>The messages to send.</returns>
    public static Task<IReadOnlyList<object>> HandleAsync(
        StartDatasets message,
        DatasetStarter starter,
        CancellationToken ct
    ) => starter.RunAsync(message.CompanyId, message.ConnectionId, ct);
}

/// <summary>Decides whose turn it is among the datasets of a connection.</summary>
public sealed class DatasetStarter(
    CausewayDb db,
    ConnectorCatalog catalog,
    SyncSettingsLookup settings,
    IOptions<SyncOptions> options,
    TimeProvider time
)
{
    // Bank transactions are served below their account, and mean nothing without it.
    private static readonly Dictionary<string, string> Prerequisites = new(StringComparer.Ordinal)
    {
        ["bankTransactions"] = "bankAccounts",
        ["banking-transactions"] = "banking-accounts",
    };

    /// <summary>Starts what may start. Runs in a transaction of the caller's.</summary>
    /// <returns>The messages to send.</returns>
    public async Task<IReadOnlyList<object>> RunAsync(CompanyId company, ConnectionId connection, CancellationToken ct)
    {
        var status = await db.HoldAloneAsync(connection, ct);
        if (status is not ConnectionStatus.Linked)
        {
            // Whoever gave it up ends its datasets.
            return [];
        }

        var active = await db.ActiveDatasets(company, connection).ToListAsync(ct);
        var running = active.Count(d => d.Started is not null);
        var messages = new List<object>();
        foreach (
            var dataset in active.Where(d => d.Started is null).OrderBy(d => (d.Order, d.Requested, d.DataType.Number))
        )
        {
            if (running >= options.Value.DatasetsPerConnection)
            {
                break;
            }

            if (await WaitsAsync(dataset, active, messages, ct))
            {
                continue;
            }

            await StartAsync(dataset, ct);
            messages.Add(new RunSlice(company, dataset.Id, dataset.Slice));
            running++;
        }

        return messages;
    }

    private async Task StartAsync(Dataset dataset, CancellationToken ct)
    {
        var stream = await db.StreamAsync(dataset.CompanyId, dataset.ConnectionId, dataset.DataType, ct);
        var now = time.GetUtcNow();
        if (dataset.Cause is DatasetCause.DeletionsApproved)
        {
            dataset.Start(
                DatasetPlan.None with
                {
                    Generation = stream.Generation,
                    Window = stream.Window,
                    IsSweepOnly = true,
                },
                now
            );
        }
        else
        {
            var setting = (await settings.ForCompanyAsync(dataset.CompanyId, ct)).For(dataset.DataType);
            var (from, window) = setting.WindowAt(now, dataset.DataType);
            var changed = stream.LastSuccessfulSync is not null && stream.Window != window;
            dataset.Start(
                new DatasetPlan(
                    stream.NextGeneration(),
                    changed ? null : stream.Watermark,
                    from,
                    window,
                    changed,
                    ChangeTracking.FullScan,
                    IsSweepOnly: false
                ),
                now
            );
        }

        stream.Note(dataset);
    }

    private async Task<bool> WaitsAsync(
        Dataset dataset,
        List<Dataset> active,
        List<object> messages,
        CancellationToken ct
    )
    {
        var key = await db.Set<Connection>()
            .Where(c => c.Id == dataset.ConnectionId)
            .Select(c => c.IntegrationKey)
            .SingleAsync(ct);
        if (!catalog.TryGet(key, out var connector) || !connector.Reads(dataset.DataType))
        {
            dataset.End(
                DatasetStatus.NotSupported,
                $"{dataset.DataType} is not supported by the integration.",
                time.GetUtcNow()
            );
            messages.AddRange(await new DatasetEnding(db).NoteAsync(dataset, ct));
            return true;
        }

        if (
            !Prerequisites.TryGetValue(dataset.DataType.Key, out var needed)
            || !DataType.TryGet(needed, out var prerequisite)
            || !connector.Reads(prerequisite)
        )
        {
            return false;
        }

        if (active.Exists(d => d.DataType == prerequisite && d.IsActive))
        {
            return true;
        }

        var stream = await db.Set<SyncStream>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                s =>
                    s.CompanyId == dataset.CompanyId
                    && s.ConnectionId == dataset.ConnectionId
                    && s.DataType == prerequisite,
                ct
            );
        if (stream is not { LastSuccessfulSync: null } || !stream.LatestStatus.IsErrored())
        {
            return false;
        }

        dataset.End(
            DatasetStatus.PrerequisiteNotMet,
            $"{dataset.DataType} needs {prerequisite}, which could not be read: {stream.LatestStatus}.",
            time.GetUtcNow()
        );
        messages.AddRange(await new DatasetEnding(db).NoteAsync(dataset, ct));
        return true;
    }
}
