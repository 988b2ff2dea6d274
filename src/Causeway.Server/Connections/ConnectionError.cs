using Causeway.Contracts;

namespace Causeway.Server.Connections;

/// <summary>Something that went wrong between a connection and its source.</summary>
public sealed class ConnectionError
{
    public long Id { get; private set; }

    public required ConnectionId ConnectionId { get; init; }

    public required int StatusCode { get; init; }

    public required string StatusText { get; init; }

    public required string ErrorMessage { get; init; }

    public required DateTimeOffset ErroredOn { get; init; }

    /// <summary>When it was over; null while it lasts.</summary>
    public DateTimeOffset? ResolvedOn { get; set; }
}
