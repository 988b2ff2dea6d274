using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Causeway.Connectors.Xero;

/// <summary>How Xero's records are read. Its books are written in Pascal case, its connections in camel case.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(XeroInstantConverter)]
)]
[JsonSerializable(typeof(IReadOnlyList<XeroConnection>))]
[JsonSerializable(typeof(XeroOrganisation))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class XeroJson : JsonSerializerContext;

/// <summary>Reads instants, which Xero writes in milliseconds since 1970, with a time zone that changes nothing: <c>/Date(1222340661707+0000)/</c>.</summary>
internal sealed partial class XeroInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
        && Written().Match(reader.GetString()!) is { Success: true } match
        && long.TryParse(match.Groups["ms"].Value, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new JsonException("This is not how Xero writes an instant.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Xero's records are only read.");

    [GeneratedRegex(@"\A/Date\((?<ms>-?\d{1,15})([+-]\d{4})?\)/\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
