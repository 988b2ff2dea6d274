using System.Text.Json.Serialization.Metadata;

namespace Causeway.Server.Http;

/// <summary>Makes a slice's bodies known to the endpoints.</summary>
public static class Bodies
{
    /// <summary>Adds the source-generated JSON of a slice.</summary>
    public static void AddBodies(this IServiceCollection services, IJsonTypeInfoResolver json) =>
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, json));
}
