using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Access.Embedding;

/// <summary>An origin whose pages may embed the components.</summary>
public sealed class AllowedOrigin
{
    /// <summary>How many there may be.</summary>
    public const int Most = 100;

    private const int LongestText = 300;

    private AllowedOrigin() { }

    public AllowedOrigin(string origin, int place) => (Origin, Place) = (origin, place);

    /// <summary>As browsers send it.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>Its place in the client's list.</summary>
    public int Place { get; private set; }

    /// <summary>All of them, in the client's order.</summary>
    public static Task<List<string>> ListAsync(CausewayDb db, CancellationToken ct) =>
        db.Set<AllowedOrigin>().OrderBy(o => o.Place).Select(o => o.Origin).ToListAsync(ct);

    /// <summary>Whether pages of an origin may embed the components; asked anew each time, so that what was removed is refused at once.</summary>
    public static Task<bool> IsAllowedAsync(CausewayDb db, string origin, CancellationToken ct) =>
        origin.Length > LongestText
            ? Task.FromResult(false)
            : db.Set<AllowedOrigin>().AnyAsync(o => o.Origin == origin, ct);

    /// <summary>An origin as browsers send it.</summary>
    /// <param name="text">What the client wrote.</param>
    /// <param name="field">Where, for the refusal.</param>
    public static Outcome<string> Parse(string? text, string field)
    {
        var wrong = Refusal.Invalid(
            field,
            $"{field} must be an origin such as https://app.example.com: http or https, a host, a port if need be, and nothing else."
        );
        // As written: the parser would take tabs and line ends out, and read "https:/example.com" as a host.
        if (
            text is null
            || text.Length > LongestText
            || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '*' or '\\' or '@' or '?' or '#')
            || !(
                text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            )
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri is not { Scheme: "http" or "https", Host.Length: > 0, AbsolutePath: "/", UserInfo.Length: 0 }
            || uri.Query.Length + uri.Fragment.Length > 0
        )
        {
            return wrong;
        }

        var host = uri.HostNameType is UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return (uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}").ToLowerInvariant();
    }
}

internal sealed class AllowedOriginTable : IEntityTypeConfiguration<AllowedOrigin>
{
    public void Configure(EntityTypeBuilder<AllowedOrigin> origin)
    {
        origin.ToTable("allowed_origins");
        origin.HasKey(o => o.Origin);
        origin.Property(o => o.Origin).HasMaxLength(512);
    }
}
