using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Tests.Architecture;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>npm <c>oidc-provider</c> on loopback, with a source behind it that its tokens open, and faults on demand.</summary>
public sealed class OAuthProvider : IAsyncDisposable
{
    public const string ClientId = "causeway";
    public const string ClientSecret = "the-client-secret-of-the-tests";

    private readonly Process node;
    private readonly HttpClient control;

    private OAuthProvider(Process node, Uri url)
    {
        this.node = node;
        Url = url;
        control = new HttpClient { BaseAddress = url };
    }

    public Uri Url { get; }

    static OAuthProvider() => KnownSecrets.Keep(ClientSecret, "the-secret-of-a-machine");

    /// <summary>Starts it.</summary>
    public static async Task<OAuthProvider> StartAsync()
    {
        var start = new ProcessStartInfo("node", ["oauth-provider.js"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests/Causeway.Compatibility.Tests/clients"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["OAUTH_PROVIDER"] = JsonSerializer.Serialize(
            new
            {
                clients = new object[]
                {
                    new
                    {
                        client_id = ClientId,
                        client_secret = ClientSecret,
                        redirect_uris = new[] { $"http://localhost:5080/link/callback/{FakeOAuth.Key}" },
                        grant_types = new[] { "authorization_code", "refresh_token" },
                        response_types = new[] { "code" },
                    },
                    new
                    {
                        client_id = "machine",
                        client_secret = "the-secret-of-a-machine",
                        redirect_uris = Array.Empty<string>(),
                        grant_types = new[] { "client_credentials" },
                        response_types = Array.Empty<string>(),
                    },
                },
            }
        );
        var started = Process.Start(start) ?? throw new InvalidOperationException("There is no node.");
        var complaints = new List<string>();
        started.ErrorDataReceived += (_, line) => complaints.Add(line.Data ?? "");
        started.BeginErrorReadLine();
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                _ = started.StandardOutput.ReadToEndAsync();
                return new OAuthProvider(
                    started,
                    new Uri(JsonDocument.Parse(line).RootElement.GetProperty("issuer").GetString()!)
                );
            }
        }

        throw new InvalidOperationException($"The provider did not start: {string.Join('\n', complaints)}");
    }

    /// <summary>Changes how it behaves: <c>accessTtl</c>, <c>grace</c>, <c>omit</c>, <c>faults</c>, <c>delay</c>, <c>downtime</c>.</summary>
    public Task SetAsync(object settings) => CallAsync("set", settings);

    /// <summary>These faults come, one for each call of the token endpoint, in this order.</summary>
    public Task FailAsync(params string[] faults) => SetAsync(new { faults });

    /// <summary>Behaves well again, and counts from nothing.</summary>
    public Task ResetAsync() => CallAsync("reset", new { });

    /// <summary>What it counted.</summary>
    public async Task<ProviderStats> StatsAsync() =>
        (await CallAsync("stats", new { })).Deserialize<ProviderStats>(JsonSerializerOptions.Web)!;

    /// <summary>Authorizations as if users had given them, each by a user of its own unless one is named.</summary>
    public async Task<IReadOnlyList<MintedTokens>> MintAsync(int count, string? account = null)
    {
        var minted = await AskForTokensAsync(count, account);
        foreach (var tokens in minted)
        {
            KnownSecrets.Keep(tokens.AccessToken, tokens.RefreshToken);
        }

        return minted;
    }

    private async Task<IReadOnlyList<MintedTokens>> AskForTokensAsync(int count, string? account) => (
            await CallAsync(
                "mint",
                account is null
                    ? new { clientId = ClientId, count }
                    : new
                    {
                        clientId = ClientId,
                        count,
                        account,
                    }
            )
        ).GetProperty("tokens").Deserialize<List<MintedTokens>>(JsonSerializerOptions.Web)!;

    /// <summary>Its users end the access that they gave.</summary>
    public Task EndAsync(params string[] refreshTokens) => CallAsync("end", new { refreshTokens });

    /// <summary>Its users end all access.</summary>
    public Task EndAllAsync() => CallAsync("end", new { all = true });

    /// <summary>Refuses an access token from now on.</summary>
    public Task ForgetAsync(string accessToken) => CallAsync("forget", new { accessToken });

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

    private async Task<JsonElement> CallAsync(string what, object body)
    {
        using var response = await control.PostAsJsonAsync($"/control/{what}", body);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>What the provider counted.</summary>
/// <param name="Redemptions">Refresh tokens that were redeemed.</param>
/// <param name="Replays">Those that were redeemed again, within the time that the source grants for that.</param>
/// <param name="Families">Authorizations that it ended because a refresh token came twice.</param>
/// <param name="TokenCalls">Calls of the token endpoint.</param>
/// <param name="Revocations">Calls of the revocation endpoint.</param>
/// <param name="ApiCalls">Calls of the source.</param>
/// <param name="Refused">Refresh tokens that were refused.</param>
/// <param name="MostOften">How often the refresh token was redeemed that was redeemed most.</param>
public sealed record ProviderStats(
    int Redemptions,
    int Replays,
    int Families,
    int TokenCalls,
    int Revocations,
    int ApiCalls,
    int Refused,
    int MostOften
);

/// <summary>Tokens of an authorization.</summary>
public sealed record MintedTokens(string AccountId, string RefreshToken, string AccessToken);
