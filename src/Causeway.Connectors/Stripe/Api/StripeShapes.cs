using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>A list within a record.</summary>
internal sealed record StripeListOf<T>
{
    public IReadOnlyList<T> Data { get; init; } = [];
}

/// <summary>A record that comes as its id, or whole where that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Whole">The record, if it came whole.</param>
internal sealed record Expandable<T>(string Id, T? Whole)
    where T : class;

/// <summary>Reads a record that comes as its id or whole.</summary>
internal sealed class ExpandableConverter<T> : JsonConverter<Expandable<T>>
    where T : class, IStripeRecord
{
    public override Expandable<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new Expandable<T>(reader.GetString()!, null);
        }

        var whole = JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        return whole is null ? null : new Expandable<T>(whole.Id, whole);
    }

    public override void Write(Utf8JsonWriter writer, Expandable<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Stripe's records are only read.");
}

/// <summary>Reads the id of a record that comes as its id or whole.</summary>
internal sealed class IdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return reader.GetString();
        }

        var whole = JsonElement.ParseValue(ref reader);
        return whole.ValueKind is JsonValueKind.Object && whole.TryGetProperty("id", out var id)
            ? id.GetString()
            : throw new JsonException("Neither an id nor a record.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Stripe's records are only read.");
}

/// <summary>A record of Stripe's.</summary>
internal interface IStripeRecord
{
    string Id { get; }
}

/// <summary>A postal address.</summary>
internal sealed record StripeAddress
{
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Country { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>In the standard model, or null if it is empty.</summary>
    public CommerceAddress? ToCommerce(CommerceAddressType type) =>
        (Line1 ?? Line2 ?? City ?? State ?? Country ?? PostalCode) is null
            ? null
            : new CommerceAddress
            {
                Type = type,
                Line1 = Line1,
                Line2 = Line2,
                City = City,
                Region = State,
                Country = Country,
                PostalCode = PostalCode,
            };
}

/// <summary>Where something is sent to.</summary>
internal sealed record StripeShipping(StripeAddress? Address);

/// <summary>Instants, which Stripe gives in seconds since 1970.</summary>
internal static class StripeTime
{
    public static DateTimeOffset? ToInstant(this long? seconds) =>
        seconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;
}
