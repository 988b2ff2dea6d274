using System.Text.Json.Serialization;
using Causeway.Server.Access.Embedding;
using Causeway.Server.Http;

namespace Causeway.Server.Access;

/// <summary>An API key as the API has it.</summary>
public sealed record ApiKeyBody
{
    public required Guid Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The key itself: in the answer that creates it, and never again.</summary>
    public string? ApiKey { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }
}

/// <summary>All API keys.</summary>
/// <param name="Results">At most ten.</param>
public sealed record ApiKeysBody(IReadOnlyList<ApiKeyBody> Results);

/// <summary>JSON of this slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(ApiKeyBody))]
[JsonSerializable(typeof(ApiKeysBody))]
[JsonSerializable(typeof(CompanyTokenBody))]
[JsonSerializable(typeof(ManagementTokenBody))]
[JsonSerializable(typeof(CorsSettingsBody))]
[JsonSerializable(typeof(CreateApiKey.Body), TypeInfoPropertyName = "CreateBody")]
public sealed partial class AccessJson : JsonSerializerContext;
