using System.Text.Json;
using System.Text.Json.Nodes;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>Which records of a model a reader wants, and with which fields.</summary>
internal sealed record TrytonSearch
{
    /// <summary>The model, such as <c>account.invoice</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The records that belong to the data type.</summary>
    public required JsonArray Domain { get; init; }

    /// <summary>
    /// What is read beyond the model's own columns. A dot follows a relation: <c>party.name</c> comes back in an object
    /// under <c>"party."</c>, and for a relation to many in a list of them.
    /// </summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Relations whose records change without the record itself being written.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Other reasons to read a record again in a read of changes, of which one must hold.</summary>
    public Func<DateTimeOffset, CancellationToken, Task<IReadOnlyList<JsonNode>>>? AlsoChanged { get; init; }

    /// <summary>What the context has beyond the company.</summary>
    public JsonObject? Context { get; init; }

    /// <summary>What a domain cannot say about the records that belong to the data type.</summary>
    public Func<JsonElement, bool>? Keep { get; init; }

    /// <summary>What a domain cannot say, for a page of ids: those that belong to the data type.</summary>
    public Func<IReadOnlyList<int>, CancellationToken, Task<IReadOnlySet<int>>>? KeepIds { get; init; }

    /// <summary>Adds to a record what other models say about it, so that it can be mapped from its own text.</summary>
    public Action<JsonObject>? Join { get; init; }

    /// <summary>Goes before the record's id in ours, where two models make up one data type.</summary>
    public string IdPrefix { get; init; } = "";
}
