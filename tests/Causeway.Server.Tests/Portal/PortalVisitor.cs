using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

/// <summary>Somebody with a browser at the Portal: keeps cookies, follows no redirects, fills in forms.</summary>
public sealed class PortalVisitor(CausewayApp app) : IDisposable
{
    public const string Password = "a pass phrase of the tests";

    public HttpClient Client { get; } = app.ClientWithout();

    /// <summary>A user with a role who is signed in.</summary>
    public static async Task<(PortalVisitor Visitor, PortalUser User)> SignedInAsync(CausewayApp app, PortalRole role)
    {
        var user = await HasUserAsync(app, role);
        var visitor = new PortalVisitor(app);
        using var answer = await visitor.SignInAsync(user.Email!);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (visitor, user);
    }

    /// <summary>There is a user.</summary>
    public static async Task<PortalUser> HasUserAsync(CausewayApp app, PortalRole role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(Random.Shared.Next(10_000)));
        var address = $"{id:N}@example.com";
        var user = new PortalUser
        {
            Id = id,
            Name = $"{role} of the tests",
            UserName = address,
            Email = address,
            Role = role,
        };
        var created = await scope
            .ServiceProvider.GetRequiredService<UserManager<PortalUser>>()
            .CreateAsync(user, Password);
        created.Succeeded.ShouldBeTrue(string.Join(' ', created.Errors.Select(e => e.Description)));
        return user;
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = Password, string query = "") =>
        SubmitAsync(
            $"/portal/sign-in{query}",
            "sign-in",
            new() { ["Form.Email"] = email, ["Form.Password"] = password }
        );

    /// <summary>Opens a page, fills in the form that is handled by a name, and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string handler, Dictionary<string, string> values)
    {
        var page = await OpenAsync(path);
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .Single(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == handler);
        var fields = form.QuerySelectorAll("input[type=hidden][name]")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in values)
        {
            fields[name] = value;
        }

        using var content = new FormUrlEncodedContent(fields);
        return await Client.PostAsync(path, content);
    }

    /// <summary>Opens a page.</summary>
    public async Task<IDocument> OpenAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {response.Headers.Location} {html}");
        return await ParseAsync(html);
    }

    public static Task<IDocument> ParseAsync(string html) =>
        BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));

    public void Dispose() => Client.Dispose();
}
