using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Contracts.DataTypes;

/// <summary>JSON of the standard data model: camelCase, nothing for null, dates as <see cref="StandardDate"/> writes them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(StandardDateConverter)]
)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Supplier))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(Bill))]
public sealed partial class StandardJson : JsonSerializerContext
{
    /// <summary>What is stored and served; text is escaped no more than JSON asks for.</summary>
    public static StandardJson Wire { get; } = new(WireOptions());

    // Not a copy of Default.Options: two parts of a static class have no order in which they are initialised.
    private static JsonSerializerOptions WireOptions() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new StandardDateConverter() },
        };
}
