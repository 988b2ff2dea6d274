using System.Globalization;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Grants;

internal static class OAuthConnections
{
    /// <summary>A linked connection, whose access token will be used up soon and was not renewed yet.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> LinkAsync(this OAuthSource source, Api api)
    {
        while (true)
        {
            var path = await LinkOneAsync(source, api);
            // On a busy machine its time can be over before it is linked.
            if ((await api.GetAsync($"{path}/authorization")).Number("refreshes") == 0)
            {
                return path;
            }
        }
    }

    private static async Task<string> LinkOneAsync(OAuthSource source, Api api)
    {
        var minted = (await source.CallAsync("mint", new { clientId = OAuthSource.ClientId, count = 1 })).At(
            "tokens.0"
        );
        var company = (await api.PostAsync("/companies", new { name = "A company" })).Text("id");
        var connection = await api.PostAsync(
            $"/companies/{company}/connections",
            new { platformKey = OAuthConnector.Key }
        );
        var path = $"/companies/{company}/connections/{connection.Text("id")}";
        await api.PutAsync(
            $"{path}/authorization",
            new Dictionary<string, string>
            {
                ["accessToken"] = minted.Text("accessToken"),
                ["refreshToken"] = minted.Text("refreshToken"),
                ["expiresIn"] = OAuthSource.Lifetime.ToString(CultureInfo.InvariantCulture),
            }
        );
        return path;
    }
}
