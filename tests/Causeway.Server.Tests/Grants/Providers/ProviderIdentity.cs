using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tests.Stripe;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Causeway.Server.Tests.Grants.Providers;

/// <summary>A provider's own way of OAuth, on loopback: whoever says who they are (<c>login_hint</c>) has authorized.</summary>
public sealed class ProviderIdentity
{
    public const string ClientId = "ca_theClientOfTheTests";
    public const string ClientSecret = "sk_test_theSecretOfTheClientOfTheTests";

    private readonly ConcurrentDictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> refreshTokens = new(StringComparer.Ordinal);
    private int minted;
    private int redemptions;

    static ProviderIdentity() =>
        KnownSecrets.Keep(ClientSecret, StripeServer.Key, "access-token-of-", "refresh-token-of-", "code-for-");

    /// <summary>Told of each access token, and whose it is.</summary>
    public required Action<string, string> Granted { get; init; }

    /// <summary>What the callback carries beside the code.</summary>
    public Func<string, string> CallbackOf { get; init; } = _ => "";

    /// <summary>What the token answer has beside the tokens, or in their place.</summary>
    public Action<string, JsonObject, HttpRequest> Complete { get; init; } = (_, _, _) => { };

    /// <summary>The queries with which users came.</summary>
    public ConcurrentQueue<IQueryCollection> Arrivals { get; } = new();

    /// <summary>How often a refresh token was redeemed.</summary>
    public int Redemptions => redemptions;

    public void Map(WebApplication app, string authorize, string token)
    {
        app.MapGet(authorize, AuthorizeAsync);
        app.MapPost(token, RedeemAsync);
    }

    /// <summary>Tokens as another platform may hold them.</summary>
    public (string Access, string Refresh) Mint(string account)
    {
        var number = Interlocked.Increment(ref minted);
        var (access, refresh) = ($"access-token-of-{account}-{number}", $"refresh-token-of-{account}-{number}");
        refreshTokens[refresh] = account;
        Granted(account, access);
        return (access, refresh);
    }

    /// <summary>The user takes everything back at the provider.</summary>
    public void End(string account)
    {
        foreach (var (token, _) in refreshTokens.Where(t => t.Value == account))
        {
            refreshTokens.TryRemove(token, out _);
        }
    }

    /// <summary>Whether a request is the client's, in either of the two ways.</summary>
    public static bool IsClient(HttpRequest request, IFormCollection form) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme is "Basic"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)) == $"{ClientId}:{ClientSecret}"
            : form["client_secret"] == ClientSecret;

    private Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        Arrivals.Enqueue(query);
        var account = query["login_hint"].ToString();
        var code = $"code-for-{account}-{Interlocked.Increment(ref minted)}";
        codes[code] = account;
        context.Response.Redirect(
            $"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}{CallbackOf(account)}"
        );
        return Task.CompletedTask;
    }

    private async Task RedeemAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!IsClient(context.Request, form))
        {
            await AnswerAsync(context, 401, new JsonObject { ["error"] = "invalid_client" });
            return;
        }

        var isRefresh = form["grant_type"] == "refresh_token";
        var found = isRefresh
            ? refreshTokens.TryRemove(form["refresh_token"].ToString(), out var account)
            : codes.TryRemove(form["code"].ToString(), out account);
        if (!found)
        {
            await AnswerAsync(context, 400, new JsonObject { ["error"] = "invalid_grant" });
            return;
        }

        if (isRefresh)
        {
            Interlocked.Increment(ref redemptions);
        }

        var (access, refresh) = Mint(account!);
        var answer = new JsonObject
        {
            ["access_token"] = access,
            ["refresh_token"] = refresh,
            ["token_type"] = "bearer",
        };
        Complete(account!, answer, context.Request);
        await AnswerAsync(context, 200, answer);
    }

    private static async Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }
}
