using Causeway.Server.Http.Idempotency;
using Causeway.Server.Http.OpenApi;
using Causeway.Server.Storage;

namespace Causeway.Server.Http;

/// <summary>What every request has in common.</summary>
public static class HttpFeature
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            var ours = ApiJson.Default.Options;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.PropertyNamingPolicy = ours.PropertyNamingPolicy;
            json.SerializerOptions.DefaultIgnoreCondition = ours.DefaultIgnoreCondition;
            json.SerializerOptions.UnmappedMemberHandling = ours.UnmappedMemberHandling;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.NumberHandling = ours.NumberHandling;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.Converters.Add(new InstantConverter());
            json.SerializerOptions.Converters.Add(new TextConverter());
        });
        // In every environment, so that a wrong parameter is answered by name and not by an empty 400.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSettings<IdempotencyOptions>(IdempotencyOptions.Section);
        services.AddSingleton<IdempotencyKeys>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);
    }

    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        OpenApiDocument.Map(app);
    }
}
