using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Settings;

/// <summary>Who the client is, to the users of its companies: shown by Link, and where Link leads when it is done. There is one.</summary>
public sealed class Profile
{
    private Profile() { }

    /// <summary>Always the same: the table has one row.</summary>
    public int Id { get; private set; } = 1;

    /// <summary>Identifies the client in redirects; made once.</summary>
    public Guid ClientId { get; private set; }

    public string Name { get; private set; } = "Causeway";

    public string? LogoUrl { get; private set; }

    public string? IconUrl { get; private set; }

    /// <summary>Where a user goes after Link, with placeholders; empty for Link's own last page.</summary>
    public string RedirectUrl { get; private set; } = "";

    /// <summary>Where a redirect whose host has placeholders may lead.</summary>
    public IReadOnlyList<string> WhiteListUrls { get; private set; } = [];

    /// <summary>Whether Link asks the user to confirm the company's name.</summary>
    public bool ConfirmCompanyName { get; private set; }

    /// <summary>Of two changes that race, one fails.</summary>
    public int Version { get; private set; }

    /// <summary>Reads the profile.</summary>
    public static Task<Profile> ReadAsync(CausewayDb db, CancellationToken ct) =>
        db.Set<Profile>().AsNoTracking().SingleAsync(ct);

    /// <summary>Makes the profile of a new server.</summary>
    public static async Task EnsureAsync(CausewayDb db, TimeProvider time, CancellationToken ct)
    {
        if (!await db.Set<Profile>().AnyAsync(ct))
        {
            db.Add(new Profile { ClientId = Guid.CreateVersion7(time.GetUtcNow()) });
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Replaces all that a client can set.</summary>
    public void Replace(ProfileBody with)
    {
        Name = with.Name.Trim();
        LogoUrl = with.LogoUrl;
        IconUrl = with.IconUrl;
        RedirectUrl = with.RedirectUrl;
        WhiteListUrls = with.WhiteListUrls ?? [];
        ConfirmCompanyName = with.ConfirmCompanyName ?? false;
        Version++;
    }

    /// <summary>Sets where users go after Link.</summary>
    public void RedirectTo(string url, IReadOnlyList<string> allowedHosts)
    {
        (RedirectUrl, WhiteListUrls) = (url, allowedHosts);
        Version++;
    }
}

internal sealed class ProfileTable : IEntityTypeConfiguration<Profile>
{
    public void Configure(EntityTypeBuilder<Profile> profile)
    {
        profile.ToTable("profile");
        profile.HasKey(p => p.Id);
        profile.Property(p => p.Id).ValueGeneratedNever();
        profile.Property(p => p.Version).IsConcurrencyToken();
    }
}
