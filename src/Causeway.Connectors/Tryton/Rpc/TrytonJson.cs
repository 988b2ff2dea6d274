using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Catalogue;
using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Ledger;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Payments;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>How Tryton's records are read: members it sends and we do not name are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(TrytonDecimalConverter),
        typeof(TrytonDateConverter),
        typeof(TrytonInstantConverter),
        typeof(TrytonBooleanConverter),
    ]
)]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(TrytonDocument))]
[JsonSerializable(typeof(TrytonMove))]
[JsonSerializable(typeof(TrytonMoveLine))]
[JsonSerializable(typeof(TrytonReconciliation))]
[JsonSerializable(typeof(TrytonPayment))]
[JsonSerializable(typeof(TrytonJournal))]
[JsonSerializable(typeof(TrytonAccount))]
[JsonSerializable(typeof(TrytonAccountType))]
[JsonSerializable(typeof(TrytonParty))]
[JsonSerializable(typeof(TrytonCompanyRecord))]
[JsonSerializable(typeof(TrytonTax))]
[JsonSerializable(typeof(TrytonProduct))]
internal sealed partial class TrytonJson : JsonSerializerContext;
