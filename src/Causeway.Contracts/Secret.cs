using System.Text.Json;
using System.Text.Json.Serialization;

namespace Causeway.Contracts;

/// <summary>A password, token or key. It prints as <c>***</c> and is written to JSON as nothing else, so that no log or answer can hold it.</summary>
/// <param name="value">The secret itself.</param>
[JsonConverter(typeof(SecretConverter))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>The secret itself, to be called only where it is put on the wire or encrypted.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";

    /// <inheritdoc/>
    public bool Equals(Secret? other) =>
        other is not null && string.Equals(value, other.Reveal(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(value);

    /// <summary>Reads a secret from JSON, and writes <c>***</c>.</summary>
    public sealed class SecretConverter : JsonConverter<Secret>
    {
        /// <inheritdoc/>
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            writer.WriteStringValue("***");
    }
}
