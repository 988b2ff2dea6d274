using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Portal.Users;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

/// <summary>Users of the Portal as tests have them: signed in, one of each role for all tests.</summary>
internal static class Staff
{
    private const string Password = "twelve words would do well, too";

    private static readonly Dictionary<(CausewayApp, PortalRole), Task<HttpClient>> Clients = [];

    /// <summary>A browser in which somebody of a role is signed in; it follows no redirects.</summary>
    public static Task<HttpClient> StaffAsync(this CausewayApp app, PortalRole role)
    {
        lock (Clients)
        {
            return Clients.TryGetValue((app, role), out var client)
                ? client
                : Clients[(app, role)] = SignInAsync(app, role);
        }
    }

    /// <summary>A page of the Portal as it is first drawn.</summary>
    public static async Task<IHtmlDocument> PageAsync(
        this HttpClient staff,
        string path,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var response = await staff.GetAsync($"/portal/{path}");
        var html = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, html);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>The texts of elements, each without the space around it.</summary>
    public static IReadOnlyList<string> Texts(this IParentNode page, string selector) =>
        [
            .. page.QuerySelectorAll(selector)
                .Select(e =>
                    string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                ),
        ];

    private static async Task<HttpClient> SignInAsync(CausewayApp app, PortalRole role)
    {
        var email = $"{role.ToString().ToLowerInvariant()}-of-tests@example.com";
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var user = new PortalUser
            {
                Id = Guid.CreateVersion7(),
                Name = $"{role} Example",
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                Role = role,
                Created = DateTimeOffset.UtcNow,
            };
            var created = await scope
                .ServiceProvider.GetRequiredService<UserManager<PortalUser>>()
                .CreateAsync(user, Password);
            created.Succeeded.ShouldBeTrue(created.ToString());
        }

        var client = app.ClientWithout();
        var form = (await client.PageAsync("sign-in")).Forms.OfType<IHtmlFormElement>().First();
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        fields["Form.Email"] = email;
        fields["Form.Password"] = Password;
        using var content = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync("/portal/sign-in", content);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        return client;
    }
}
