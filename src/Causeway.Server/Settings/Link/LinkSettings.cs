using System.Text.Json;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Settings.Link;

/// <summary>How Link looks and what it asks for. There is one row, and until something is set there is none.</summary>
public sealed class LinkSettings
{
    /// <summary>Always the same: the table has one row.</summary>
    public int Id { get; private set; } = 1;

    /// <summary>What was set, as JSON: it is read and replaced as a whole.</summary>
    public string Json { get; private set; } = "{}";

    /// <summary>Of two changes that race, one fails.</summary>
    public int Version { get; private set; }

    /// <summary>What was set, or what is so when nothing was.</summary>
    public static async Task<LinkSettingsBody> ReadAsync(CausewayDb db, CancellationToken ct) =>
        Read(await db.Set<LinkSettings>().AsNoTracking().Select(s => s.Json).SingleOrDefaultAsync(ct));

    /// <summary>Settings as they are stored.</summary>
    public static LinkSettingsBody Read(string? json) =>
        json is null
            ? new LinkSettingsBody()
            : JsonSerializer.Deserialize(json, LinkSettingsJson.Default.LinkSettingsBody) ?? new LinkSettingsBody();

    /// <summary>Settings as they are stored.</summary>
    public static string Write(LinkSettingsBody body) =>
        JsonSerializer.Serialize(body.AsStored(), LinkSettingsJson.Default.LinkSettingsBody);

    /// <summary>Replaces everything.</summary>
    public void Replace(LinkSettingsBody with)
    {
        Json = Write(with);
        Version++;
    }
}

internal sealed class LinkSettingsTable : IEntityTypeConfiguration<LinkSettings>
{
    public void Configure(EntityTypeBuilder<LinkSettings> settings)
    {
        settings.ToTable("link_settings");
        settings.HasKey(s => s.Id);
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.Version).IsConcurrencyToken();
    }
}
