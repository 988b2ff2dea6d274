using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>npm <c>oidc-provider</c> on loopback (<c>clients/oauth-provider.js</c>), for servers that are processes.</summary>
internal sealed class OAuthSource : IAsyncDisposable
{
    public const string ClientId = "causeway";
    private const string ClientSecret = "the-client-secret-of-the-tests";

    // Long enough for the many connections of a big run to be linked before the first token is used up.
    public static readonly int Lifetime = IsBig ? 60 : 2;

    /// <summary>After so long the access token of a connection that was just linked is used up.</summary>
    public static readonly TimeSpan UntilExpired = TimeSpan.FromSeconds(Lifetime + 0.2);

    private readonly Process node;
    private readonly HttpClient control;

    private OAuthSource(Process node, string url)
    {
        this.node = node;
        Url = url;
        control = new HttpClient { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    private static bool IsBig => Environment.GetEnvironmentVariable("CAUSEWAY_CHAOS_CALLERS") is not null;

    public static async Task<OAuthSource> StartAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;
        var start = new ProcessStartInfo("node", ["oauth-provider.js"])
        {
            WorkingDirectory = Path.Combine(root, "tests", "Causeway.Compatibility.Tests", "clients"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["OAUTH_PROVIDER"] =
            $$"""{"clients":[{"client_id":"{{ClientId}}","client_secret":"{{ClientSecret}}","application_type":"native","redirect_uris":["http://127.0.0.1/link/callback/{{OAuthConnector.Key}}"],"grant_types":["authorization_code","refresh_token"],"response_types":["code"]}]}""";
        var started = Process.Start(start) ?? throw new InvalidOperationException("There is no node.");
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                _ = started.StandardOutput.ReadToEndAsync();
                return new OAuthSource(started, JsonDocument.Parse(line).RootElement.Text("issuer"));
            }
        }

        throw new InvalidOperationException("The provider did not start.");
    }

    /// <summary>Settings for servers on these data.</summary>
    public Dictionary<string, string?> SettingsFor(ServerHome home)
    {
        var settings = TestConnectors.SettingsFor(home);
        var name = typeof(OAuthConnector).Assembly.GetName().Name!;
        var folder = Path.Combine(settings["Causeway:ConnectorsDirectory"]!, name);
        File.WriteAllText(Path.Combine(folder, OAuthConnector.AddressFile), Url);
        settings[$"Causeway:Integrations:{OAuthConnector.Key}:ClientId"] = ClientId;
        settings[$"Causeway:Integrations:{OAuthConnector.Key}:ClientSecret"] = ClientSecret;
        // Short, because a process that is killed holds the grant for three times as long. Not when so many call that the provider itself takes longer.
        settings["Causeway:Grants:TokenTimeout"] = IsBig ? "00:00:30" : "00:00:03";
        return settings;
    }

    public async Task<JsonElement> CallAsync(string what, object body)
    {
        using var response = await control.PostAsJsonAsync($"/control/{what}", body);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        node.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
        }

        node.Dispose();
    }
}
