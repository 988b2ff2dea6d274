using System.Text.Json;

namespace Causeway.Contracts.DataTypes;

/// <summary>Properties outside the standard model that the client asked to be carried along.</summary>
public sealed record SupplementalData
{
    /// <summary>Objects by the name that the client chose, each with its properties by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>?>? Content { get; init; }
}
