using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Contracts;

/// <summary>An id that is a UUID with a type of its own, so that two kinds of id can't be confused.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>Gives a UUID its type.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>What all ids share: how they are made and read.</summary>
public static class GuidId
{
    /// <summary>Makes a version 7 UUID, whose order is the order of creation (RFC 9562, section 5.7).</summary>
    public static Guid New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Guid.CreateVersion7(time.GetUtcNow());
    }

    /// <summary>Reads the hyphenated form alone: braces, parentheses and bare digits are not how the API writes ids.</summary>
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id)
        where TId : struct, IGuidId<TId>
    {
        if (Guid.TryParseExact(text, "D", out var value))
        {
            id = TId.From(value);
            return true;
        }

        id = default;
        return false;
    }
}

/// <summary>Writes an id as its hyphenated UUID.</summary>
/// <typeparam name="TId">The id.</typeparam>
public sealed class GuidIdConverter<TId> : JsonConverter<TId>
    where TId : struct, IGuidId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var value)
            ? TId.From(value)
            : throw new JsonException("The value is not a UUID.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
