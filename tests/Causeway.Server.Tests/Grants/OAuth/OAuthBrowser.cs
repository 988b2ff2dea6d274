using System.Net;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Link;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>A company's user in Link who goes to the provider and comes back, with the cookies of both.</summary>
public sealed class OAuthBrowser(CausewayApp app) : IDisposable
{
    private readonly HttpClient provider = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
    );

    public LinkBrowser Link { get; } = new(app);

    /// <summary>Agrees in Link, and is sent away.</summary>
    /// <returns>The address at the provider.</returns>
    public async Task<Uri> LeaveAsync(TestConnection connection, string query = "")
    {
        var start = $"/companies/{connection.CompanyId}/connections/{connection.Id}/start{query}";
        var page = await Link.OpenAsync(start);
        if (page.LeftFor is { } straight)
        {
            return straight;
        }

        var left = await Link.SubmitAsync(page, "/consent");
        return left.LeftFor.ShouldNotBeNull(left.Document is null ? "" : left.Text);
    }

    /// <summary>Authorizes there as this user, or as <c>deny</c> says no.</summary>
    /// <returns>The address to which the provider sends the browser.</returns>
    public async Task<Uri> AuthorizeAsync(Uri address, string account)
    {
        var next = new Uri($"{address}&login_hint={account}");
        while (next.Host == "127.0.0.1")
        {
            using var response = await provider.GetAsync(next);
            ((int)response.StatusCode).ShouldBeInRange(300, 399, await response.Content.ReadAsStringAsync());
            next = new Uri(next, response.Headers.Location!);
        }

        return next;
    }

    /// <summary>Comes back.</summary>
    public Task<LinkView> ReturnAsync(Uri callback, HttpStatusCode expected = HttpStatusCode.OK) =>
        Link.OpenAsync(callback.PathAndQuery, expected);

    /// <summary>All of it.</summary>
    public async Task<LinkView> ConnectAsync(
        TestConnection connection,
        string account,
        HttpStatusCode expected = HttpStatusCode.OK
    ) => await ReturnAsync(await AuthorizeAsync(await LeaveAsync(connection), account), expected);

    public void Dispose()
    {
        Link.Dispose();
        provider.Dispose();
    }
}
