using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerly;

/// <summary>How Ledgerly's records are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerlyCustomer))]
[JsonSerializable(typeof(NewLedgerlyCustomer))]
[JsonSerializable(typeof(LedgerlyInvoice))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class LedgerlyJson : JsonSerializerContext;
