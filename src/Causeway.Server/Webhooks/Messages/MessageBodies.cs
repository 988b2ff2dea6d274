using Causeway.Contracts;
using Causeway.Server.Http;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>One event on its way to a consumer, as the API has it.</summary>
public sealed record MessageBody
{
    /// <summary>The event's id, which is the <c>webhook-id</c> of each attempt.</summary>
    public required ClientEventId Id { get; init; }

    public required string EventType { get; init; }

    public required DateTimeOffset GeneratedDate { get; init; }

    public CompanyId? CompanyId { get; init; }

    public ConnectionId? ConnectionId { get; init; }

    public required MessageStatus Status { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? NextAttempt { get; init; }

    public int? ResponseCode { get; init; }

    public string? Error { get; init; }

    /// <summary>What is sent; only where one message is asked for.</summary>
    public RawJson? Body { get; init; }
}

/// <summary>One request that was to bring a message.</summary>
public sealed record AttemptBody
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset Attempted { get; init; }

    public required int DurationInMilliseconds { get; init; }

    public int? ResponseCode { get; init; }

    public string? Error { get; init; }

    /// <summary>The headers that were sent; the values of the client's own are hidden.</summary>
    public required RawJson RequestHeaders { get; init; }

    public RawJson? ResponseHeaders { get; init; }

    /// <summary>The first kilobyte of the answer.</summary>
    public string? ResponseBody { get; init; }
}

/// <summary>The attempts at a message.</summary>
/// <param name="Results">The oldest first.</param>
public sealed record AttemptListBody(IReadOnlyList<AttemptBody> Results);

/// <summary>How many messages were scheduled.</summary>
/// <param name="Scheduled">The number.</param>
public sealed record ScheduledBody(int Scheduled);

/// <summary>An event that is on its way.</summary>
/// <param name="Id">The event's id.</param>
public sealed record ExampleBody(ClientEventId Id);

/// <summary>A line of the event log.</summary>
public sealed record EventLogBody
{
    public required ClientEventId Id { get; init; }

    public required string EventType { get; init; }

    public required DateTimeOffset GeneratedDate { get; init; }

    public CompanyId? CompanyId { get; init; }

    public ConnectionId? ConnectionId { get; init; }
}

/// <summary>All types of events.</summary>
/// <param name="Results">Their names.</param>
public sealed record EventTypesBody(IReadOnlyList<string> Results);
