using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Storage;

namespace Causeway.Browser.Tests.Link;

/// <summary>A server whose Link is set up as a client would, which is for all of a server's pages: so it is one of these tests' own.</summary>
public sealed class LinkServer : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ServerProcess.StartAsync(
            DatabaseKind.Sqlite,
            new Dictionary<string, string?> { ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128" }
        );
        await SetUpAsync();
    }

    /// <summary>Sets Link up.</summary>
    /// <param name="oneTimePasswords">Whether its addresses open once.</param>
    public Task SetUpAsync(bool oneTimePasswords = false) =>
        PutAsync(
            "/settings/link",
            new
            {
                oneTimePasswords,
                branding = new { displayName = "Northwind Lending", primaryColour = "#5b2a86" },
                texts = new { en = new { success = "We will be in touch **within a day**." } },
                consent = new
                {
                    privacyUrl = "https://northwind.example/privacy",
                    texts = new { en = new { purpose = "To decide about your loan." } },
                },
                landingPage = true,
                sourceTypes = new object[]
                {
                    new { sourceType = "Accounting" },
                    new { sourceType = "Banking", optional = true },
                },
                showSandbox = true,
            }
        );

    /// <summary>A new company's address of Link, and its id.</summary>
    public async Task<(string Address, string Id)> HasCompanyAsync(string name)
    {
        var company = await SendAsync(await Server.Client.PostAsJsonAsync("/companies", new { name }));
        return (new Uri(company.Text("redirect")).PathAndQuery, company.Text("id"));
    }

    /// <summary>A connection that was begun, and its address of Link.</summary>
    public async Task<string> HasConnectionAsync(string company, string platformKey)
    {
        var connection = await SendAsync(
            await Server.Client.PostAsJsonAsync($"/companies/{company}/connections", new { platformKey })
        );
        return $"/link/start/{company}/{connection.Text("id")}";
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Sets something.</summary>
    public async Task PutAsync(string path, object body) =>
        await SendAsync(await Server.Client.PutAsJsonAsync(path, body));

    private static async Task<JsonElement> SendAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(text);
            return JsonDocument.Parse(text).RootElement.Clone();
        }
    }
}
