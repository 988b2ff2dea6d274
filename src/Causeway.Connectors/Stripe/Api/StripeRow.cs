using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>Makes rows of Stripe's records: all that they hold, but no secret.</summary>
internal static class StripeRow
{
    // With it whoever has the publishable key could finish a payment.
    private const string Secret = "client_secret";

    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The id of a record.</summary>
    /// <exception cref="SourceException">It has none.</exception>
    public static string IdOf(JsonElement record) =>
        record.ValueKind is JsonValueKind.Object
        && record.TryGetProperty("id", out var id)
        && id.GetString() is { Length: > 0 } text
            ? text
            : throw new SourceException(
                new SourceFailure(SourceFailureCategory.Malformed, "Stripe sent a record without an id.")
            );

    /// <summary>The row of a record.</summary>
    public static SourceRow Of(JsonElement record) => Of(IdOf(record), record, []);

    /// <summary>The row of a record with members that were read from elsewhere, in the place of its own if it has them.</summary>
    public static SourceRow Of(
        string id,
        JsonElement record,
        params IReadOnlyList<(string Name, JsonElement Value)> joined
    )
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            foreach (var member in record.EnumerateObject())
            {
                if (!joined.Any(j => member.NameEquals(j.Name)))
                {
                    Write(writer, member);
                }
            }

            foreach (var (name, value) in joined)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return new SourceRow(id, buffer.WrittenSpan.ToArray());
    }

    /// <summary>A list of Stripe's within a record, with these records.</summary>
    public static JsonElement ListOf(IEnumerable<JsonElement> records)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var record in records)
            {
                Write(writer, record);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonProperty member)
    {
        if (!member.NameEquals(Secret))
        {
            writer.WritePropertyName(member.Name);
            Write(writer, member.Value);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
