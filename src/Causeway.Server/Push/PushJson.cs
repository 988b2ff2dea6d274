using System.Text.Json.Serialization;
using Causeway.Contracts.Connectors;
using Causeway.Server.Query;

namespace Causeway.Server.Push;

/// <summary>How this feature's bodies are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PushOperationBody))]
[JsonSerializable(typeof(PagedBody<PushOperationBody>))]
[JsonSerializable(typeof(PushOperationEventsBody))]
[JsonSerializable(typeof(WriteOption))]
public sealed partial class PushJson : JsonSerializerContext;
