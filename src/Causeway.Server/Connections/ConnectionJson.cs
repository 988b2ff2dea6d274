using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Causeway.Server.Query;

namespace Causeway.Server.Connections;

/// <summary>JSON of this slice's bodies.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(ConnectionBody))]
[JsonSerializable(typeof(PagedBody<ConnectionBody>))]
[JsonSerializable(typeof(PagedBody<ConnectionEventBody>))]
[JsonSerializable(typeof(AuthorizationBody))]
[JsonSerializable(typeof(PagedBody<AuthorizationEventBody>))]
[JsonSerializable(typeof(CreateConnection.Body), TypeInfoPropertyName = "CreateBody")]
[JsonSerializable(typeof(UnlinkConnection.Body), TypeInfoPropertyName = "UnlinkBody")]
[JsonSerializable(typeof(Dictionary<string, string?>))]
public sealed partial class ConnectionJson : JsonSerializerContext;

/// <summary>JSON that lies in a connection's row. A member that this version does not know makes no row unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(IReadOnlyList<ConnectionError>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StoredConnectionJson : JsonSerializerContext
{
    public static string Write(IReadOnlyList<ConnectionError> errors) =>
        JsonSerializer.Serialize(errors, Default.IReadOnlyListConnectionError);

    public static IReadOnlyList<ConnectionError> ReadErrors(string json) =>
        JsonSerializer.Deserialize(json, Default.IReadOnlyListConnectionError) ?? [];

    public static string Write(Dictionary<string, string> info) =>
        JsonSerializer.Serialize(info, Default.DictionaryStringString);

    public static Dictionary<string, string> ReadInfo(string json) =>
        JsonSerializer.Deserialize(json, Default.DictionaryStringString) ?? [];
}
