using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Makes lines of the event log.</summary>
public static class EventDraft
{
    /// <summary>An event about a company, or a connection of it.</summary>
    public static ClientEvent Of<TPayload>(
        string type,
        TPayload payload,
        JsonTypeInfo<EventBody<TPayload>> json,
        ReferenceCompany company,
        TimeProvider time,
        ConnectionId? connection = null
    )
    {
        var (id, now) = (ClientEventId.New(time), time.GetUtcNow());
        return new ClientEvent(id, type, now, Write(new EventBody<TPayload>(id, type, now, payload), json))
        {
            CompanyId = company.Id,
            ConnectionId = connection,
            CompanyTags = JsonSerializer.Serialize(company.Tags, EventJson.Default.IReadOnlyDictionaryStringString),
        };
    }

    /// <summary>An event about the client itself, or about one of its webhook consumers.</summary>
    public static ClientEvent Of<TPayload>(
        string type,
        TPayload payload,
        JsonTypeInfo<EventBody<TPayload>> json,
        TimeProvider time,
        WebhookId? about = null
    )
    {
        var (id, now) = (ClientEventId.New(time), time.GetUtcNow());
        return new ClientEvent(id, type, now, Write(new EventBody<TPayload>(id, type, now, payload), json))
        {
            About = about,
        };
    }

    /// <summary>The tags of an event's company as they were; null if it is about none.</summary>
    public static IReadOnlyDictionary<string, string>? TagsOf(string? companyTags) =>
        companyTags is null
            ? null
            : JsonSerializer.Deserialize(companyTags, EventJson.Default.IReadOnlyDictionaryStringString);

    private static string Write<TPayload>(EventBody<TPayload> body, JsonTypeInfo<EventBody<TPayload>> json) =>
        JsonSerializer.Serialize(body, json);
}
