using System.Net.Http.Headers;
using System.Net.Http.Json;
using Causeway.Contracts;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>What tests say about the components on pages of the client's.</summary>
public static class EmbeddedDomain
{
    /// <summary>The origin of the page that embeds them.</summary>
    public const string Origin = "https://app.client.example";

    /// <summary>Pages of these origins, and of no others, may embed the components.</summary>
    public static async Task AllowAsync(this CausewayApp app, params string[] allowedOrigins)
    {
        using var response = await app.Client.PostAsJsonAsync("/corsSettings", new { allowedOrigins });
        await response.ShouldBeOkAsync();
    }

    /// <summary>A company access token.</summary>
    public static async Task<string> HasTokenAsync(this CausewayApp app, CompanyId company, string query = "") =>
        (await app.GetJsonAsync($"/companies/{company}/accessToken{query}")).GetProperty("accessToken").GetString()!;

    /// <summary>The token of the older operation, for connection management alone.</summary>
    public static async Task<string> HasManagementTokenAsync(this CausewayApp app, CompanyId company) =>
        (await app.GetJsonAsync($"/companies/{company}/connectionManagement/accessToken"))
            .GetProperty("accessToken")
            .GetString()!;

    /// <summary>A component on a page, as its browser calls.</summary>
    public static HttpClient Component(this CausewayApp app, string? token, string? origin = Origin)
    {
        var client = app.ClientWithout();
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        return client;
    }

    /// <summary>A component of a company on a page that may embed it.</summary>
    public static async Task<HttpClient> ComponentAsync(this CausewayApp app, CompanyId company)
    {
        await app.AllowAsync(Origin);
        return app.Component(await app.HasTokenAsync(company));
    }
}
