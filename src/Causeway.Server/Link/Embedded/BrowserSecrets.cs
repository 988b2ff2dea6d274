using Causeway.Contracts;

namespace Causeway.Server.Link.Embedded;

/// <summary>
/// The cookies by which a browser that comes back from a source is known as the one that left. A way that a component began has one of its own:
/// the browser does not send the common one along from the client's page, and a new one in its place would close the ways of other windows.
/// </summary>
public static class BrowserSecrets
{
    /// <summary>The cookie of ways that Link's pages began.</summary>
    public const string Cookie = "causeway-authorize";

    // A way that takes longer is closed, and so is the choice of an organisation after it.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    /// <summary>All secrets that a browser carries.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request) =>
        [
            .. request
                .Cookies.Where(c => c.Key == Cookie || c.Key.StartsWith($"{Cookie}-", StringComparison.Ordinal))
                .Select(c => c.Value)
                .Take(20),
        ];

    /// <summary>Gives the browser a secret for the way of a connection.</summary>
    public static void Give(HttpContext http, ConnectionId connection, string secret) =>
        LinkCookie.Give(http, $"{Cookie}-{connection}", secret, "/link", Kept);
}
