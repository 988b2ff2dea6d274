using System.Text.Json;
using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>The sync settings that someone set: the client's, or one company's.</summary>
public sealed class SyncSettingsDocument
{
    /// <summary>Stands for the client itself, where a company's id stands otherwise.</summary>
    public static readonly CompanyId Client = CompanyId.From(Guid.Empty);

    private SyncSettingsDocument() { }

    public SyncSettingsDocument(CompanyId companyId) => CompanyId = companyId;

    public CompanyId CompanyId { get; private set; }

    public bool OverridesDefaults { get; private set; }

    public List<SyncSetting> Settings { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Replaces the settings of the data types that are named, and keeps the others.</summary>
    public void Set(IReadOnlyList<SyncSetting> settings, bool overridesDefaults)
    {
        OverridesDefaults = overridesDefaults;
        Settings = [.. Settings.Where(old => settings.All(s => s.DataType != old.DataType)), .. settings];
        Version++;
    }

    public SyncSetting? Find(string dataType) => Settings.Find(s => s.DataType == dataType);
}

internal sealed class SyncSettingsTable : IEntityTypeConfiguration<SyncSettingsDocument>
{
    public void Configure(EntityTypeBuilder<SyncSettingsDocument> document)
    {
        document.ToTable("sync_settings");
        document.HasKey(d => d.CompanyId);
        document.Property(d => d.Version).IsConcurrencyToken();
        document
            .Property(d => d.Settings)
            .HasConversion(
                list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
                text => JsonSerializer.Deserialize<List<SyncSetting>>(text, JsonSerializerOptions.Default)!,
                // Set replaces the list as a whole.
                new ValueComparer<List<SyncSetting>>((a, b) => ReferenceEquals(a, b), list => list.Count, list => list)
            );
    }
}
