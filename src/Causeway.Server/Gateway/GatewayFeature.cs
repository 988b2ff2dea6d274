using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Causeway.Server.Gateway;

/// <summary>The one way out to sources: budgets, Retry-After, counting, resilience, and the guard against inner networks.</summary>
public static class GatewayFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSettings<GatewayOptions>(GatewayOptions.Section);
        services.AddSingleton(provider => new NetworkGuard(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.ParseAllowedNetworks()
        ));
        services.AddSingleton<CallBudget>();
        services.AddSingleton<SourceGateway>();
        var pipeline = services.AddHttpClient(SourceGateway.Pipeline);
        pipeline.ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            // A redirect could lead past the guard, and carry the credentials along.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = provider.GetRequiredService<NetworkGuard>().ConnectAsync,
        });
        pipeline.AddResilienceHandler("reads", AddReadRetries);
    }

    // Only what can be repeated without harm, and only what passes in a moment: waits that a source asks for are the engine's.
    private static void AddReadRetries(ResiliencePipelineBuilder<HttpResponseMessage> builder)
    {
        var retry = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = outcome =>
                ValueTask.FromResult(
                    outcome.Outcome.Exception is HttpRequestException
                        || outcome.Outcome.Result?.StatusCode
                            is HttpStatusCode.BadGateway
                                or HttpStatusCode.GatewayTimeout
                                or HttpStatusCode.InternalServerError
                ),
        };
        retry.DisableForUnsafeHttpMethods();
        builder.AddRetry(retry);
    }
}
