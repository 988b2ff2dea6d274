using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes;

/// <summary>Instants in JSON, in the form of <see cref="StandardDate"/>.</summary>
public sealed class StandardDateConverter : JsonConverter<DateTimeOffset>
{
    // Longer text is no date, and is not worth copying.
    private const int MaxRead = 64;

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new JsonException("A date is a string.");
        }

        Span<char> text = stackalloc char[MaxRead];
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length <= MaxRead && StandardDate.TryParse(text[..reader.CopyString(text)], out var value))
        {
            return value;
        }

        throw new JsonException("The text is no ISO 8601 date, such as 2022-10-23T00:00:00Z.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> text = stackalloc byte[StandardDate.MaxLength];
        writer.WriteStringValue(text[..StandardDate.Format(value, text)]);
    }
}
