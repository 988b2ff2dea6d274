using System.Text.Json.Serialization;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Push;

/// <summary>How this feature's bodies are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PushOperationBody))]
[JsonSerializable(typeof(PushOperationsBody))]
[JsonSerializable(typeof(PushOperationEventsBody))]
[JsonSerializable(typeof(WriteOption))]
public sealed partial class PushJson : JsonSerializerContext;
