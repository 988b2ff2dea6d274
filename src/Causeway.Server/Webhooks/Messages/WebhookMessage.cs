using Causeway.Contracts;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>One event on its way to one consumer.</summary>
public sealed class WebhookMessage
{
    private WebhookMessage() { }

    public WebhookMessage(WebhookId webhookId, ClientEvent @event, DateTimeOffset now)
    {
        WebhookId = webhookId;
        EventSequence = @event.Sequence;
        Status = MessageStatus.Pending;
        Created = now;
        Due = now;
    }

    public WebhookId WebhookId { get; private set; }

    /// <summary>The event's place in the log, which orders the messages of a consumer.</summary>
    public long EventSequence { get; private set; }

    public MessageStatus Status { get; private set; }

    public DateTimeOffset Created { get; private set; }

    /// <summary>How often it was tried in all.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often since it was last sent on purpose; which decides about the next wait.</summary>
    public int Tries { get; private set; }

    /// <summary>When it is tried next; null when it is not any more.</summary>
    public DateTimeOffset? Due { get; private set; }

    public DateTimeOffset? LastAttempt { get; private set; }

    /// <summary>What the endpoint answered last.</summary>
    public int? ResponseCode { get; private set; }

    /// <summary>What was wrong at the last attempt.</summary>
    public string? Error { get; private set; }
}

/// <summary>Where a message is.</summary>
public enum MessageStatus
{
    /// <summary>It is tried, or will be.</summary>
    Pending,

    /// <summary>The endpoint took it.</summary>
    Succeeded,

    /// <summary>It was given up.</summary>
    Failed,
}

/// <summary>One request that was to bring a message, and what came of it.</summary>
public sealed class WebhookAttempt
{
    private WebhookAttempt() { }

    public WebhookId WebhookId { get; private set; }

    public long EventSequence { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public DateTimeOffset Attempted { get; private set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public int Duration { get; private set; }

    public int? ResponseCode { get; private set; }

    public string? Error { get; private set; }

    /// <summary>The header <c>webhook-signature</c>. The others of ours follow from the event and from the time.</summary>
    public string Signature { get; private set; } = "";

    /// <summary>The names of the client's own headers that were sent, with commas between; their values are a secret.</summary>
    public string? OwnHeaders { get; private set; }

    /// <summary>The headers of the answer, as JSON.</summary>
    public string? ResponseHeaders { get; private set; }

    /// <summary>The first kilobyte of the answer.</summary>
    public string? ResponseBody { get; private set; }
}

internal sealed class WebhookMessageTable
    : IEntityTypeConfiguration<WebhookMessage>,
        IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookMessage> message)
    {
        message.ToTable("webhook_messages");
        // Thousands a second are written: each index that is not needed, and each reference that is checked, would be felt.
        message.HasKey(m => new { m.WebhookId, m.EventSequence });
        message.HasOne<WebhookConsumer>().WithMany().HasForeignKey(m => m.WebhookId).OnDelete(DeleteBehavior.Cascade);
        message
            .HasIndex(
                m => new
                {
                    m.WebhookId,
                    m.Due,
                    m.EventSequence,
                },
                "ix_webhook_messages_due"
            )
            .HasFilter("due IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<WebhookAttempt> attempt)
    {
        attempt.ToTable("webhook_attempts");
        attempt.HasKey(a => new
        {
            a.WebhookId,
            a.EventSequence,
            a.Number,
        });
    }
}
