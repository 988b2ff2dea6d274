using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Dom;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Portal;

/// <summary>One user of each role who is signed in, for all tests that look at pages.</summary>
internal static class Staff
{
    private static readonly ConcurrentDictionary<(CausewayApp, PortalRole), Lazy<Task<HttpClient>>> Clients = [];

    /// <summary>The browser of somebody with a role.</summary>
    public static Task<HttpClient> StaffAsync(this CausewayApp app, PortalRole role) =>
        Clients
            .GetOrAdd(
                (app, role),
                key => new Lazy<Task<HttpClient>>(async () =>
                    (await PortalVisitor.SignedInAsync(key.Item1, key.Item2)).Visitor.Client
                )
            )
            .Value;

    /// <summary>A page of the Portal as it is first drawn.</summary>
    public static async Task<IDocument> PageAsync(
        this HttpClient staff,
        string path,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var response = await staff.GetAsync($"/portal/{path}");
        var html = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, html);
        return await PortalVisitor.ParseAsync(html);
    }

    /// <summary>The texts of elements, with one space where there is any.</summary>
    public static IReadOnlyList<string> Texts(this IParentNode page, string selector) =>
        [
            .. page.QuerySelectorAll(selector)
                .Select(e =>
                    string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                ),
        ];
}
