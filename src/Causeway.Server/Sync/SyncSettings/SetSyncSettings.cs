using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Schedules;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>Sets how often and how far back data types are read, for the client or for one company.</summary>
public sealed class SetSyncSettings(IDbContextOutbox<CausewayDb> outbox)
{
    private const int LongestSchedule = 24 * 366;

    private const int LongestWindow = 1200;

    /// <summary>Replaces the settings of the data types that are named.</summary>
    /// <param name="company">The company, or <see cref="SyncSettingsDocument.Client"/>.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="overridesDefaults">Whether they count.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<Refusal?> RunAsync(
        CompanyId company,
        IReadOnlyList<SyncSetting> settings,
        bool overridesDefaults,
        CancellationToken ct
    )
    {
        var db = outbox.DbContext;
        var isClient = company == SyncSettingsDocument.Client;
        if (!isClient && !await db.Set<Companies.Company>().AnyAsync(c => c.Id == company, ct))
        {
            return Refusal.NotFound("Company");
        }

        if (Refuse(settings) is { } refusal)
        {
            return refusal;
        }

        var outcome = await db.RetryAsync<SyncSettingsDocument>(async () =>
        {
            var document = await db.Set<SyncSettingsDocument>().FindAsync([company], ct);
            if (document is null)
            {
                document = new SyncSettingsDocument(company);
                db.Add(document);
            }

            document.Set(settings, overridesDefaults);
            await outbox.SaveAsync(ct, new RescheduleAll(isClient ? null : company, null));
            return document;
        });
        return outcome.Refusal;
    }

    private static Refusal? Refuse(IReadOnlyList<SyncSetting> settings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < settings.Count; i++)
        {
            var setting = settings[i];
            if (setting is null) // JSON has nulls where the annotations have none
            {
                return Refusal.Invalid($"settings[{i}]", $"settings[{i}] must not be null.");
            }

            var wrong = setting switch
            {
                _ when !DataType.TryGet(setting.DataType, out _) => (
                    "dataType",
                    $"There is no data type '{setting.DataType}'."
                ),
                _ when !seen.Add(setting.DataType) => ("dataType", $"{setting.DataType} is set twice."),
                { SyncSchedule: < 0 or > LongestSchedule } => (
                    "syncSchedule",
                    $"The schedule is a number of hours from 0, which is never, to {LongestSchedule}."
                ),
                { SyncFromWindow: < 1 or > LongestWindow } => (
                    "syncFromWindow",
                    $"The window is a number of months from 1 to {LongestWindow}."
                ),
                { MonthsToSync: < 1 or > LongestWindow } => (
                    "monthsToSync",
                    $"The period is a number of months from 1 to {LongestWindow}."
                ),
                { SyncFromUtc: not null, SyncFromWindow: not null } => (
                    "syncFromWindow",
                    "Set syncFromUtc or syncFromWindow, not both."
                ),
                _ => default,
            };
            if (wrong.Item1 is { } field)
            {
                return Refusal.Invalid($"settings[{i}].{field}", wrong.Item2);
            }
        }

        return null;
    }
}
