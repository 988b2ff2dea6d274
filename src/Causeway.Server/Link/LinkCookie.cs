namespace Causeway.Server.Link;

/// <summary>Cookies of Link: for this server alone, and not for scripts.</summary>
public static class LinkCookie
{
    /// <summary>Gives the browser one.</summary>
    /// <param name="http">The request that is answered.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="path">Below which addresses it is sent.</param>
    /// <param name="kept">How long the browser keeps it; null until it is closed.</param>
    public static void Give(HttpContext http, string name, string value, string path = "/", TimeSpan? kept = null) =>
        http.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                // Lax, not Strict: the source sends the user back from its own site.
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                Path = path,
                MaxAge = kept,
            }
        );
}
