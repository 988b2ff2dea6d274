using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Push;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Webhooks.Events;

/// <summary>What is sent: the envelope that all events have, and what is particular to each.</summary>
/// <typeparam name="TPayload">What is particular.</typeparam>
/// <param name="Id">The event, the same over all attempts.</param>
/// <param name="EventType">One of <see cref="EventTypes"/>.</param>
/// <param name="GeneratedDate">When it happened.</param>
/// <param name="Payload">What is particular.</param>
public sealed record EventBody<TPayload>(
    ClientEventId Id,
    string EventType,
    DateTimeOffset GeneratedDate,
    TPayload Payload
);

/// <summary>The company that an event is about.</summary>
public sealed record ReferenceCompany
{
    public required CompanyId Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

/// <summary>A company was created or deleted.</summary>
public sealed record CompanyPayload
{
    public required CompanyId Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Redirect { get; init; }

    public DateTimeOffset? LastSync { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? CreatedByUserName { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

/// <summary>A product was added to a company or removed.</summary>
public sealed record ProductPayload
{
    public required CompanyId Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string ProductId { get; init; }

    public required string ProductName { get; init; }

    public required IReadOnlyList<string> Products { get; init; }
}

/// <summary>Something happened to a connection.</summary>
/// <param name="ReferenceCompany">Its company.</param>
/// <param name="Connection">The connection after the change; before it, if it was deleted.</param>
public sealed record ConnectionPayload(ReferenceCompany ReferenceCompany, ConnectionBody Connection);

/// <summary>A connection's authorization ends soon whatever is done: its user must give it again.</summary>
/// <param name="ReferenceCompany">Its company.</param>
/// <param name="Connection">The connection.</param>
/// <param name="ExpiresOnDate">When it ends.</param>
/// <param name="DaysLeft">So many days or fewer before that this is said: 30, 14, 7 or 1.</param>
/// <param name="LinkUrl">Where its user gives it again.</param>
public sealed record ExpiringPayload(
    ReferenceCompany ReferenceCompany,
    ConnectionBody Connection,
    DateTimeOffset ExpiresOnDate,
    int DaysLeft,
    string LinkUrl
);

/// <summary>Datasets came to their end.</summary>
public sealed record ReadPayload
{
    public required ReferenceCompany ReferenceCompany { get; init; }

    /// <summary>Records modified from here on are new to who read after the successful sync before.</summary>
    public DateTimeOffset? ModifiedFromDate { get; init; }

    public required IReadOnlyList<ReadSummary> DataTypes { get; init; }
}

/// <summary>How one dataset ended.</summary>
public sealed record ReadSummary
{
    public required ConnectionId ConnectionId { get; init; }

    public required string DataType { get; init; }

    public required bool RecordsModified { get; init; }

    public required DatasetStatus Status { get; init; }

    public required IReadOnlyList<ReadIssue> Issues { get; init; }
}

/// <summary>Something that a person should know of a dataset.</summary>
/// <param name="Type">Names it.</param>
/// <param name="Message">Tells it.</param>
/// <param name="Links">Where there is more.</param>
public sealed record ReadIssue(string Type, string Message, ReadIssueLinks Links);

/// <summary>Where there is more about an issue.</summary>
/// <param name="Logs">What was noted about the dataset and its records.</param>
public sealed record ReadIssueLinks(string Logs);

/// <summary>A write came to its end.</summary>
public sealed record WritePayload
{
    public required PushOperationKey Id { get; init; }

    public required PushKind Type { get; init; }

    public required ReferenceCompany ReferenceCompany { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required DateTimeOffset RequestedOnDate { get; init; }

    public required DateTimeOffset CompletedOnDate { get; init; }

    public required PushStatus Status { get; init; }

    public WrittenRecord? Record { get; init; }
}

/// <summary>The record that was written.</summary>
/// <param name="Id">Its id at the source.</param>
public sealed record WrittenRecord(string Id);

/// <summary>The day's quota of requests is used up, or fresh.</summary>
/// <param name="DailyQuota">Requests a day.</param>
/// <param name="QuotaRemaining">Requests left.</param>
/// <param name="ExpiryDate">When the quota is fresh.</param>
public sealed record RateLimitPayload(long DailyQuota, long QuotaRemaining, DateTimeOffset ExpiryDate);

/// <summary>A source account of a bank feed was mapped, or is not any more.</summary>
/// <param name="ReferenceCompany">Its company.</param>
/// <param name="ConnectionId">Its connection.</param>
/// <param name="SourceAccount">The account.</param>
public sealed record SourceAccountPayload(
    ReferenceCompany ReferenceCompany,
    ConnectionId ConnectionId,
    SourceAccountSummary SourceAccount
);

/// <summary>A source account of a bank feed.</summary>
public sealed record SourceAccountSummary
{
    public required string Id { get; init; }

    public required string AccountName { get; init; }

    public required string AccountNumber { get; init; }

    public string? SortCode { get; init; }

    public required string Currency { get; init; }

    public required decimal Balance { get; init; }

    public required DateTimeOffset ModifiedDate { get; init; }

    public required string Status { get; init; }
}

/// <summary>A consumer was disabled by this server.</summary>
/// <param name="WebhookId">The consumer.</param>
/// <param name="Url">Its address.</param>
/// <param name="Reason">Why.</param>
public sealed record WebhookDisabledPayload(WebhookId WebhookId, string Url, string Reason);

/// <summary>A message was given up.</summary>
/// <param name="WebhookId">The consumer that could not be told.</param>
/// <param name="Url">Its address.</param>
/// <param name="EventId">The event that it was not told of.</param>
/// <param name="EventType">The type of that event.</param>
/// <param name="Reason">What happened at the last attempt.</param>
public sealed record WebhookMessageFailedPayload(
    WebhookId WebhookId,
    string Url,
    ClientEventId EventId,
    string EventType,
    string Reason
);

/// <summary>JSON of events, as it is sent and as it lies in the log.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(EventBody<CompanyPayload>))]
[JsonSerializable(typeof(EventBody<ProductPayload>))]
[JsonSerializable(typeof(EventBody<ConnectionPayload>))]
[JsonSerializable(typeof(EventBody<ExpiringPayload>))]
[JsonSerializable(typeof(EventBody<ReadPayload>))]
[JsonSerializable(typeof(EventBody<WritePayload>))]
[JsonSerializable(typeof(EventBody<RateLimitPayload>))]
[JsonSerializable(typeof(EventBody<SourceAccountPayload>))]
[JsonSerializable(typeof(EventBody<WebhookDisabledPayload>))]
[JsonSerializable(typeof(EventBody<WebhookMessageFailedPayload>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class EventJson : JsonSerializerContext;
