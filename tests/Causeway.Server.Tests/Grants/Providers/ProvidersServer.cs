using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.QuickBooks;
using Causeway.Connectors.Stripe;
using Causeway.Connectors.Tests.QuickBooks;
using Causeway.Connectors.Tests.Stripe;
using Causeway.Connectors.Tests.Xero;
using Causeway.Connectors.Xero;
using Causeway.Contracts.Connectors;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Causeway.Server.Tests.Grants.Providers;

/// <summary>Tests that share the providers run one after another.</summary>
[CollectionDefinition(nameof(ProvidersServer))]
public sealed class ProvidersServerTests : ICollectionFixture<ProvidersServer>;

/// <summary>The server with its own connectors to Stripe, Xero and QuickBooks, each at a copy of its provider on loopback.</summary>
public sealed class ProvidersServer : IAsyncLifetime
{
    private int realms;

    public CausewayApp App { get; private set; } = null!;

    public StripeServer Stripe { get; private set; } = null!;

    public XeroServer Xero { get; private set; } = null!;

    public QuickBooksServer QuickBooks { get; private set; } = null!;

    public ProviderIdentity StripeIdentity { get; private set; } = null!;

    public ProviderIdentity XeroIdentity { get; private set; } = null!;

    public ProviderIdentity QuickBooksIdentity { get; private set; } = null!;

    /// <summary>The accounts that were disconnected from the platform, at Stripe.</summary>
    public ConcurrentQueue<string> Deauthorized { get; } = new();

    /// <summary>The tokens that were revoked, at Intuit.</summary>
    public ConcurrentQueue<string> Revoked { get; } = new();

    /// <summary>Which company each of Intuit's users opens; a new one each, so that tests keep apart.</summary>
    public ConcurrentDictionary<string, string> RealmOf { get; } = new(StringComparer.Ordinal);

    public StandingClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        StripeIdentity = new ProviderIdentity
        {
            Granted = (_, token) => Stripe.Tokens[token] = true,
            Complete = (_, answer, _) =>
            {
                // It has a publishable key, too, and says nothing of a time.
                answer["stripe_user_id"] = Stripe.Shop.Account["id"]!.GetValue<string>();
                answer["stripe_publishable_key"] = "pk_test_1";
                answer["livemode"] = false;
                answer["scope"] = "read_only";
            },
        };
        XeroIdentity = new ProviderIdentity
        {
            Granted = (user, token) => Xero.Users[token] = user,
            Complete = (_, answer, _) => answer["expires_in"] = 1800,
        };
        QuickBooksIdentity = new ProviderIdentity
        {
            Granted = (user, token) => QuickBooks.Realms[token] = Realm(user),
            CallbackOf = user => user.StartsWith("nameless", StringComparison.Ordinal) ? "" : $"&realmId={Realm(user)}",
            Complete = (_, answer, request) =>
            {
                answer["expires_in"] = 3600;
                answer["x_refresh_token_expires_in"] = 8726400;
                if (request.Headers["x-include-refresh-token-hard-expires-in"] == "true")
                {
                    answer["x_refresh_token_hard_expires_in"] = 156032154;
                }
            },
        };
        Stripe = await StripeServer.StartAsync(StripeShops.Busy(size: 12, Clock.GetUtcNow()), MapStripe);
        Xero = await XeroServer.StartAsync(app =>
            XeroIdentity.Map(app, "/identity/connect/authorize", "/connect/token")
        );
        QuickBooks = await QuickBooksServer.StartAsync(MapQuickBooks);
        App = await CausewayApp.StartAsync(Configure, Settings());
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Stripe.DisposeAsync();
        await Xero.DisposeAsync();
        await QuickBooks.DisposeAsync();
    }

    /// <summary>The company that a user of Intuit's opens.</summary>
    public string Realm(string user) =>
        RealmOf.GetOrAdd(user, _ => $"91303500000{Interlocked.Increment(ref realms):D5}");

    private void Configure(IServiceCollection services)
    {
        Connector[] here =
        [
            new StripeTestConnector(Stripe.Url, Stripe.Url),
            new XeroConnector(Xero.Url, Xero.Url, Xero.Url),
            new QuickBooksSandboxConnector(
                new QuickBooksAddresses(
                    QuickBooks.Url,
                    new Uri(QuickBooks.Url, "connect/oauth2"),
                    new Uri(QuickBooks.Url, "oauth2/v1/tokens/bearer"),
                    new Uri(QuickBooks.Url, "v2/oauth2/tokens/revoke")
                )
            ),
        ];
        foreach (var connector in here)
        {
            // In the place of the same at the provider itself.
            var there = services.Single(s => s.ImplementationInstance?.GetType() == connector.GetType());
            services.Remove(there);
            services.AddSingleton(connector);
        }

        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(Clock);
    }

    private static Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?> { ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128" };
        foreach (var key in new[] { "yzth", "gbol", "ndsk" })
        {
            settings[$"Causeway:Integrations:{key}:ClientId"] = ProviderIdentity.ClientId;
            settings[$"Causeway:Integrations:{key}:ClientSecret"] = ProviderIdentity.ClientSecret;
        }

        return settings;
    }

    private void MapStripe(WebApplication app)
    {
        StripeIdentity.Map(app, "/oauth/authorize", "/oauth/token");
        app.MapPost(
            "/oauth/deauthorize",
            async context =>
            {
                var form = await context.Request.ReadFormAsync();
                var account = form["stripe_user_id"].ToString();
                var isOurs =
                    context.Request.Headers.Authorization == $"Bearer {ProviderIdentity.ClientSecret}"
                    && form["client_id"] == ProviderIdentity.ClientId;
                context.Response.ContentType = "application/json";
                if (!isOurs)
                {
                    context.Response.StatusCode = 401;
                    await context.Response.WriteAsync(
                        """{"error":"invalid_client","error_description":"This application is not connected to that account."}"""
                    );
                    return;
                }

                Deauthorized.Enqueue(account);
                await context.Response.WriteAsync(new JsonObject { ["stripe_user_id"] = account }.ToJsonString());
            }
        );
    }

    private void MapQuickBooks(WebApplication app)
    {
        QuickBooksIdentity.Map(app, "/connect/oauth2", "/oauth2/v1/tokens/bearer");
        app.MapPost(
            "/v2/oauth2/tokens/revoke",
            async context =>
            {
                var body = await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body);
                var isOurs =
                    AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
                    && header.Scheme is "Basic";
                context.Response.StatusCode = isOurs ? 200 : 401;
                if (isOurs)
                {
                    Revoked.Enqueue((string)body!["token"]!);
                }
            }
        );
    }
}
