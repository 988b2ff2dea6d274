using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>Finds what applies: a company's own settings before the client's, and those before the defaults.</summary>
public sealed class SyncSettingsLookup(CausewayDb db)
{
    public async Task<EffectiveSyncSettings> ForCompanyAsync(CompanyId company, CancellationToken ct)
    {
        var documents = await db.Set<SyncSettingsDocument>()
            .AsNoTracking()
            .Where(d => d.CompanyId == company || d.CompanyId == SyncSettingsDocument.Client)
            .ToListAsync(ct);
        return new EffectiveSyncSettings(
            documents.Find(d => d.CompanyId == company),
            documents.Find(d => d.CompanyId == SyncSettingsDocument.Client)
        );
    }

    public Task<EffectiveSyncSettings> ForClientAsync(CancellationToken ct) =>
        ForCompanyAsync(SyncSettingsDocument.Client, ct);
}

/// <summary>The settings of one company, or of the client.</summary>
public sealed class EffectiveSyncSettings(SyncSettingsDocument? company, SyncSettingsDocument? client)
{
    /// <summary>What applies to a data type.</summary>
    public SyncSetting For(DataType type) => From(company, type) ?? From(client, type) ?? SyncSetting.DefaultOf(type);

    /// <summary>What applies to all data types.</summary>
    public IReadOnlyList<SyncSetting> All => [.. DataType.All.Select(For)];

    /// <summary>Whether the settings asked for are set and used.</summary>
    public bool OverridesDefaults => company?.OverridesDefaults ?? false;

    private static SyncSetting? From(SyncSettingsDocument? document, DataType type) =>
        document is { OverridesDefaults: true } ? document.Find(type.Key) : null;
}
