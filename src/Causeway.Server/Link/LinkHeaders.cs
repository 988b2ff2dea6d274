namespace Causeway.Server.Link;

/// <summary>What browsers may do with a Link page: no frames, nothing from elsewhere, forms to us alone, and no scripts but our own where there is one.</summary>
public static class LinkHeaders
{
    public static void Apply(HttpResponse response, LinkAllowances allowed)
    {
        // Chromium holds the redirect that answers a form to form-action as well, so the client's own page must be in it.
        string[] leadsTo = allowed.IsPreview
            ? ["'none'"]
            : ["'self'", OriginOf(allowed.RedirectOrigin), allowed.LeadsTo ?? ""];
        string[] pictures = ["'self'", "data:", OriginOf(ElsewhereOf(allowed.LogoUrl))];
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; "
            + (allowed.HasScript ? "script-src 'self'; " : "")
            + $"img-src {Listed(pictures)}; form-action {Listed(leadsTo)}; "
            + $"frame-ancestors {(allowed.IsPreview ? "'self'" : "'none'")}; base-uri 'none'";
        headers.XFrameOptions = allowed.IsPreview ? "SAMEORIGIN" : "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }

    private static string Listed(string[] sources) =>
        string.Join(' ', sources.Where(s => s.Length > 0).Distinct(StringComparer.Ordinal));

    private static string OriginOf(Uri? address) => address?.GetLeftPart(UriPartial.Authority) ?? "";

    // A logo that was uploaded is ours; one that the profile names may lie on the client's own site.
    private static Uri? ElsewhereOf(string? logo) =>
        Uri.TryCreate(logo, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}

/// <summary>What one page needs beyond what all may.</summary>
public sealed record LinkAllowances
{
    /// <summary>The client's own page, where users go in the end.</summary>
    public Uri? RedirectOrigin { get; init; }

    /// <summary>Another origin to which a form of the page leads: that of a source.</summary>
    public string? LeadsTo { get; init; }

    public string? LogoUrl { get; init; }

    /// <summary>Whether the page has our script.</summary>
    public bool HasScript { get; init; }

    /// <summary>Whether it is shown in a frame of our own, and does nothing.</summary>
    public bool IsPreview { get; init; }
}
