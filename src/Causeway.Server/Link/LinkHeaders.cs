namespace Causeway.Server.Link;

/// <summary>What browsers may do with a Link page: no scripts, no frames, nothing from elsewhere, forms to us alone.</summary>
public static class LinkHeaders
{
    /// <param name="response">The answer.</param>
    /// <param name="redirectOrigin">The client's own page, where users go in the end.</param>
    /// <param name="leadsTo">Another origin to which a form of the page leads: that of a source.</param>
    public static void Apply(HttpResponse response, Uri? redirectOrigin, string? leadsTo = null)
    {
        // Chromium holds the redirect that answers a form to form-action as well, so the client's own page must be in it.
        var formAction = redirectOrigin is null
            ? "'self'"
            : $"'self' {redirectOrigin.GetLeftPart(UriPartial.Authority)}";
        if (leadsTo is not null)
        {
            formAction += $" {leadsTo}";
        }

        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src 'self' data: https:; form-action {formAction}; frame-ancestors 'none'; base-uri 'none'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }
}
