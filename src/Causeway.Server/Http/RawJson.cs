using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Server.Http;

/// <summary>JSON that this server stored, passed on without being parsed.</summary>
/// <param name="Text">The JSON.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(string Text)
{
    /// <summary>An object without members.</summary>
    public static RawJson EmptyObject { get; } = new("{}");
}

/// <summary>Writes JSON as it is.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
