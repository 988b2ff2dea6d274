using System.Text.Json.Serialization;
using Causeway.Connectors.Sandbox.Accounting;

namespace Causeway.Connectors.Sandbox;

/// <summary>JSON of the made-up sources.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SandboxFirm))]
[JsonSerializable(typeof(SandboxAccount))]
[JsonSerializable(typeof(SandboxContact))]
[JsonSerializable(typeof(SandboxInvoice))]
[JsonSerializable(typeof(SandboxPayment))]
internal sealed partial class SandboxJson : JsonSerializerContext;
