using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Server.Http;

/// <summary>Reads texts of a request. U+0000 is refused, because PostgreSQL can't store it, and a text that one database takes and the other doesn't helps nobody.</summary>
public sealed class TextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? Checked(ref reader)
            : throw new JsonException("The value is not a text.");

    /// <inheritdoc/>
    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Checked(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Checked(ref Utf8JsonReader reader)
    {
        string text;
        try
        {
            text = reader.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("The text has half of a surrogate pair, or bytes that are not UTF-8.", e);
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new JsonException("The text has the character U+0000.")
            : text;
    }
}
