using Causeway.Server.Portal.SignIn;

namespace Causeway.Server.Portal;

/// <summary>What browsers may do with a page of the Portal: our scripts and nothing from elsewhere, and no frames around it.</summary>
public static class PortalHeaders
{
    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        // The component library sets styles on elements, and writes the theme as a style sheet into the page.
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + $"connect-src 'self'; frame-src 'self'; form-action 'self'{PortalIdentity.FormTargets(context)}; frame-ancestors 'none'; base-uri 'self'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        // Links that let somebody in have their secret in the address.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        context.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                if (response.Headers.CacheControl.Count == 0)
                {
                    response.Headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            context.Response
        );
        return next(context);
    }
}
