using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Portal.Reference;

public class ReferenceTests(CausewayApp app)
{
    [Fact]
    public async Task The_reference_needs_nothing_but_this_server()
    {
        var staff = await app.StaffAsync(PortalRole.Developer);

        var page = await staff.PageAsync("reference");
        using var view = await staff.GetAsync($"/portal/{page.QuerySelector("iframe")!.GetAttribute("src")}");
        view.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await view.Content.ReadAsStringAsync();
        var document = await PortalVisitor.ParseAsync(html);

        html.ShouldNotContain("//cdn");
        var policy = view.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("connect-src 'self';");
        policy.ShouldContain("frame-ancestors 'self'");
        foreach (var script in document.QuerySelectorAll("script"))
        {
            policy.ShouldContain($"'nonce-{script.GetAttribute("nonce")}'");
            if (script.GetAttribute("src") is { } source)
            {
                var address = new Uri(new Uri("http://localhost/portal/reference/view/"), source);
                address.Host.ShouldBe("localhost");
                using var file = await staff.GetAsync(address.PathAndQuery);
                file.StatusCode.ShouldBe(HttpStatusCode.OK, address.ToString());
            }
        }
    }

    [Fact]
    public async Task Its_documents_have_every_operation_of_the_api()
    {
        var staff = await app.StaffAsync(PortalRole.Analyst);

        var served = await ReadAsync(staff, "api");
        var added = await ReadAsync(staff, "additions");

        served.ShouldContain("list-companies");
        served.ShouldContain("create-push-operation");
        added.ShouldContain("list-webhook-consumers");
        served.Intersect(added).ShouldBeEmpty();
        using var none = await staff.GetAsync("/portal/reference/documents/other");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<string>> ReadAsync(HttpClient staff, string name)
    {
        using var response = await staff.GetAsync($"/portal/reference/documents/{name}");
        var document = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        document.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe("http://localhost");
        return
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(p => p.Value.EnumerateObject())
                .Select(o => o.Value.GetProperty("operationId").GetString()!),
        ];
    }
}
