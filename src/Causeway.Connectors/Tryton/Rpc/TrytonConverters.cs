using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>Reads <c>{"__class__":"Decimal","decimal":"12.50"}</c>, and the plain numbers that Tryton sends for quantities, digit for digit.</summary>
internal sealed class TrytonDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.GetDecimal();
        }

        decimal? value = null;
        TrytonValueReader.Enter(ref reader, "Decimal");
        while (TrytonValueReader.Next(ref reader, "Decimal", out var name))
        {
            if (name is "decimal")
            {
                value = Parse(reader.GetString());
            }
        }

        return value ?? throw new JsonException("A Decimal without its digits.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values are sent with TrytonValue.");

    private static decimal Parse(string? digits) =>
        decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A Decimal that is no number we can hold.");
}

/// <summary>Reads <c>{"__class__":"date","year":2026,"month":11,"day":24}</c>.</summary>
internal sealed class TrytonDateConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateOnly.FromDateTime(TrytonValueReader.ReadCalendar(ref reader, "date"));

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values are sent with TrytonValue.");
}

/// <summary>Reads <c>{"__class__":"datetime",…}</c>, which is in UTC: the server sets its own time zone to that.</summary>
internal sealed class TrytonInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(TrytonValueReader.ReadCalendar(ref reader, "datetime"), TimeSpan.Zero);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values are sent with TrytonValue.");
}

/// <summary>Reads <c>true</c> and <c>false</c>, which come as 1 and 0 where Tryton keeps its database in SQLite.</summary>
internal sealed class TrytonBooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => reader.GetInt32() is not 0,
            _ => throw new JsonException($"A truth value is not {reader.TokenType}."),
        };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values are sent with TrytonValue.");
}

/// <summary>Walks the members of one of Tryton's typed values, which are all texts or numbers.</summary>
internal static class TrytonValueReader
{
    public static void Enter(ref Utf8JsonReader reader, string expectedClass)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException($"A {expectedClass} is an object, not {reader.TokenType}.");
        }
    }

    /// <summary>Stands on the value of the next member, or on the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader reader, string expectedClass, out string name)
    {
        name = "";
        reader.Read();
        if (reader.TokenType is JsonTokenType.EndObject)
        {
            return false;
        }

        name = reader.GetString()!;
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw new JsonException($"A {expectedClass} with a member that is neither text nor number.");
        }

        return name is not "__class__" || reader.ValueTextEquals(expectedClass)
            ? true
            : throw new JsonException($"A {expectedClass} was expected and a {reader.GetString()} came.");
    }

    public static DateTime ReadCalendar(ref Utf8JsonReader reader, string expectedClass)
    {
        Dictionary<string, int> parts = new(8, StringComparer.Ordinal);
        Enter(ref reader, expectedClass);
        while (Next(ref reader, expectedClass, out var name))
        {
            if (reader.TokenType is JsonTokenType.Number)
            {
                parts[name] = reader.GetInt32();
            }
        }

        try
        {
            return new DateTime(
                parts["year"],
                parts["month"],
                parts["day"],
                parts.GetValueOrDefault("hour"),
                parts.GetValueOrDefault("minute"),
                parts.GetValueOrDefault("second"),
                DateTimeKind.Utc
            ).AddMicroseconds(parts.GetValueOrDefault("microsecond"));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or KeyNotFoundException)
        {
            throw new JsonException($"A {expectedClass} that is in no calendar.", exception);
        }
    }
}
