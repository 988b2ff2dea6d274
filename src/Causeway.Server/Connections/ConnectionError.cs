using System.Text.Json.Serialization;

namespace Causeway.Server.Connections;

/// <summary>Something that went wrong between a connection and its source. Its JSON is stored in the connection's row, and served as it is.</summary>
public sealed record ConnectionError
{
    /// <summary>The HTTP status that tells it best; a text in the API.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required int StatusCode { get; init; }

    public required string StatusText { get; init; }

    public required string ErrorMessage { get; init; }

    [JsonPropertyName("erroredOnUtc")]
    public required DateTimeOffset ErroredOn { get; init; }

    /// <summary>Whether it is over.</summary>
    public ConnectionErrorStatus Status =>
        ResolvedOn is null ? ConnectionErrorStatus.Active : ConnectionErrorStatus.Resolved;

    /// <summary>When it was over; null while it lasts.</summary>
    [JsonPropertyName("resolvedOnUtc")]
    public DateTimeOffset? ResolvedOn { get; init; }
}

/// <summary>Whether something that went wrong is over.</summary>
public enum ConnectionErrorStatus
{
    /// <summary>It lasts.</summary>
    Active,

    /// <summary>It is over.</summary>
    Resolved,
}
