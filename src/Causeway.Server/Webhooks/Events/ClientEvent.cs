using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Something that the client is told of: a line of the event log, written in the transaction of the change. Never changed.</summary>
public sealed class ClientEvent
{
    private ClientEvent() { }

    public ClientEvent(ClientEventId id, string type, DateTimeOffset generated, string body)
    {
        Id = id;
        Type = type;
        Generated = generated;
        Body = body;
    }

    /// <summary>The order of the log.</summary>
    public long Sequence { get; private set; }

    public ClientEventId Id { get; private set; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string Type { get; private set; } = "";

    public DateTimeOffset Generated { get; private set; }

    public CompanyId? CompanyId { get; init; }

    public ConnectionId? ConnectionId { get; init; }

    /// <summary>The tags that the company had, as JSON; null if it is about no company.</summary>
    public string? CompanyTags { get; init; }

    /// <summary>The consumer that it is about, which is not told of itself.</summary>
    public WebhookId? About { get; init; }

    /// <summary>What is sent.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Whether it never happened, and was made for a consumer to try out its endpoint.</summary>
    public bool IsExample { get; private set; }

    /// <summary>It never happened, and goes to one consumer alone, whose message is made by who makes the event.</summary>
    public void BecomeExample() => IsExample = true;
}

/// <summary>
/// An event that waits for being dispatched: a row beside it, written with it, and gone when there is a message for each consumer that wants it.
/// The event's own row, which is long and has indexes, is written once.
/// </summary>
public sealed class WaitingEvent
{
    private WaitingEvent() { }

    public WaitingEvent(ClientEvent @event) => EventId = @event.Id;

    /// <summary>Ids are in the order of time.</summary>
    public ClientEventId EventId { get; private set; }
}

internal sealed class ClientEventTable : IEntityTypeConfiguration<ClientEvent>, IEntityTypeConfiguration<WaitingEvent>
{
    public void Configure(EntityTypeBuilder<ClientEvent> @event)
    {
        @event.ToTable("webhook_events");
        @event.HasKey(e => e.Sequence);
        @event.Property(e => e.Type).HasMaxLength(64);
        @event.HasIndex(e => e.Id).IsUnique();
        @event.HasIndex(e => e.Generated);
    }

    public void Configure(EntityTypeBuilder<WaitingEvent> waiting)
    {
        waiting.ToTable("webhook_waiting");
        waiting.HasKey(w => w.EventId);
    }
}
