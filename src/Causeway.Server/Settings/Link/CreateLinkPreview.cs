using System.Security.Cryptography;
using System.Text;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Settings.Link;

/// <summary>Keeps settings that are not saved for a little while, to look at Link with them: whoever has the address can, and can do nothing else with it.</summary>
public sealed class CreateLinkPreview(CausewayDb db, LinkSettingsCheck check, PublicUrls urls, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/settings/link/preview", PostAsync).WithName("create-link-preview");

    public async Task<Outcome<LinkPreviewBody>> RunAsync(LinkSettingsBody body, CancellationToken ct)
    {
        if (check.Of(body) is { } wrong)
        {
            return wrong;
        }

        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24));
        var now = time.GetUtcNow();
        var preview = new LinkPreview(LinkPreview.HashOf(token), LinkSettings.Write(body), now + Lifetime);
        await db.Set<LinkPreview>().Where(p => p.Expires < now).ExecuteDeleteAsync(ct);
        db.Add(preview);
        await db.SaveChangesAsync(ct);
        return new LinkPreviewBody(urls.Of(LinkPreview.PathOf(token)), LinkPreview.Pages, preview.Expires);
    }

    private static async Task<IResult> PostAsync(
        LinkSettingsBody body,
        CreateLinkPreview create,
        CancellationToken ct
    ) => (await create.RunAsync(body, ct)).ToHttp(LinkSettingsJson.Default.LinkPreviewBody);
}

/// <summary>Where Link can be seen with settings that are not saved.</summary>
/// <param name="Url">The first page, to be shown in a frame of this server's own pages; <c>?lang=</c> chooses a language, and <c>/{page}</c> behind it another page.</param>
/// <param name="Pages">The pages that there are.</param>
/// <param name="Expires">Until when.</param>
public sealed record LinkPreviewBody(string Url, IReadOnlyList<string> Pages, DateTimeOffset Expires);

/// <summary>Settings that somebody looks at before saving them.</summary>
public sealed class LinkPreview(byte[] hash, string json, DateTimeOffset expires)
{
    /// <summary>The pages that a preview shows.</summary>
    public static readonly IReadOnlyList<string> Pages =
    [
        "landing",
        "overview",
        "select",
        "consent",
        "credentials",
        "upload",
        "success",
        "failure",
    ];

    /// <summary>Of the secret in the address.</summary>
    public byte[] Hash { get; private set; } = hash;

    public string Json { get; private set; } = json;

    public DateTimeOffset Expires { get; private set; } = expires;

    public static string PathOf(string token) => $"/link/preview/{token}";

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The settings behind an address, if it is still good.</summary>
    public static async Task<LinkSettingsBody?> FindAsync(
        CausewayDb db,
        string token,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var hash = HashOf(token);
        var json = await db.Set<LinkPreview>()
            .Where(p => p.Hash == hash && p.Expires > now)
            .Select(p => p.Json)
            .SingleOrDefaultAsync(ct);
        return json is null ? null : LinkSettings.Read(json);
    }
}

internal sealed class LinkPreviewTable : IEntityTypeConfiguration<LinkPreview>
{
    public void Configure(EntityTypeBuilder<LinkPreview> preview)
    {
        preview.ToTable("link_previews");
        preview.HasKey(p => p.Hash);
        preview.Property(p => p.Hash).HasMaxLength(32);
        preview.Property(p => p.Json);
        preview.Property(p => p.Expires);
    }
}
