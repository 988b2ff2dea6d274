using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>
/// A source on loopback that opens whatever a header says, with a token endpoint whose clock can be wrong and a revocation endpoint that can be out of
/// order.
/// </summary>
public sealed class KindsSource : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> faults = new();
    private int minted;

    private KindsSource(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single() + "/");

    /// <summary>Which organisation each value of a header opens.</summary>
    public ConcurrentDictionary<(string Header, string Value), string> Opens { get; } = new();

    /// <summary>The headers of the calls that were let in.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Calls { get; } = new();

    /// <summary>The secrets of the clients that may ask for tokens, by their ids.</summary>
    public ConcurrentDictionary<string, string> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>The forms that the token endpoint got.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Redeemed { get; } = new();

    /// <summary>What the revocation endpoint got: the header that proves, and the form.</summary>
    public ConcurrentQueue<(string Authorization, string Token)> Revoked { get; } = new();

    /// <summary>What its clock shows, for its <c>Date</c> header.</summary>
    public Func<DateTimeOffset>? Clock { get; set; }

    public static async Task<KindsSource> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var source = new KindsSource(built);
        built.Use(source.DateAsync);
        built.MapGet("/api/{what}", source.AnswerAsync);
        built.MapPost("/token", source.RedeemAsync);
        built.MapPost("/shops/{shop}/token", source.RedeemAsync);
        built.MapPost("/revoke", source.RevokeAsync);
        await built.StartAsync();
        return source;
    }

    /// <summary>The next call of the token or the revocation endpoint comes to this.</summary>
    public void Fail(int status, Action<HttpResponse>? more = null, string? error = null) =>
        faults.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            more?.Invoke(context.Response);
            if (error is not null)
            {
                await AnswerAsync(context, new { error });
            }
        });

    /// <summary>Lets nobody in any more with the value of a header.</summary>
    public void Close(string header, string value) => Opens.TryRemove((header, value), out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task DateAsync(HttpContext context, RequestDelegate next)
    {
        if (Clock is { } clock)
        {
            context.Response.Headers.Date = clock().ToString("R");
        }

        return next(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.Ordinal);
        var organisation = Opens.FirstOrDefault(o => context.Request.Headers[o.Key.Header] == o.Key.Value).Value;
        if (organisation is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Calls.Enqueue(headers);
        object[] found = [new { id = organisation, name = $"{organisation} Ltd" }];
        await AnswerAsync(
            context,
            (string?)context.Request.RouteValues["what"] is "organisations"
                ? new { organisations = found }
                : new { customers = found }
        );
    }

    private async Task RedeemAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString());
        form["Authorization"] = context.Request.Headers.Authorization.ToString();
        form["path"] = context.Request.Path;
        Redeemed.Enqueue(form);
        if (faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        if (!IsClient(form))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await AnswerAsync(context, new { error = "invalid_client" });
            return;
        }

        var number = Interlocked.Increment(ref minted);
        var access = $"access-of-the-kinds-{number}";
        Opens[("Authorization", $"Bearer {access}")] = (string?)context.Request.RouteValues["shop"] ?? "kinds";
        await AnswerAsync(
            context,
            form["grant_type"] is "client_credentials"
                ? new
                {
                    access_token = access,
                    token_type = "bearer",
                    expires_in = 3600,
                }
                : new
                {
                    access_token = access,
                    token_type = "bearer",
                    refresh_token = $"refresh-of-the-kinds-{number}",
                    expires_in = 3600,
                }
        );
    }

    private bool IsClient(Dictionary<string, string> form) =>
        Clients.Any(c =>
            (form.GetValueOrDefault("client_id") == c.Key && form.GetValueOrDefault("client_secret") == c.Value)
            || form["Authorization"] == Basic(c.Key, c.Value)
        );

    private async Task RevokeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Revoked.Enqueue((context.Request.Headers.Authorization.ToString(), form["token"].ToString()));
        if (faults.TryDequeue(out var fault))
        {
            await fault(context);
        }
    }

    /// <summary>HTTP Basic.</summary>
    public static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static Task AnswerAsync(HttpContext context, object body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body));
    }
}
