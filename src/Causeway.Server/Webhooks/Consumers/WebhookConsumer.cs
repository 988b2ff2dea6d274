using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>An endpoint of the client's that is told of events.</summary>
public sealed class WebhookConsumer
{
    private WebhookConsumer() { }

    public WebhookConsumer(WebhookId id, WebhookSettings settings, byte[] sealedValues, DateTimeOffset now)
    {
        Id = id;
        Created = now;
        SealedValues = sealedValues;
        Apply(settings, now);
        if (settings.Disabled)
        {
            Disable("The client disabled it.", now);
        }
    }

    public WebhookId Id { get; private set; }

    public string Url { get; private set; } = "";

    public string[] EventTypes { get; private set; } = [];

    public string[] CompanyTags { get; private set; } = [];

    public string? Description { get; private set; }

    /// <summary>The most deliveries a second; null is as many as it takes.</summary>
    public int? RateLimit { get; private set; }

    /// <summary>Names of the headers that are sent along; their values are sealed.</summary>
    public string[] HeaderNames { get; private set; } = [];

    /// <summary>Whether it identifies us by a client certificate.</summary>
    public bool HasCertificate { get; private set; }

    /// <summary>Secrets, header values and certificates, as the vault sealed them: see <see cref="WebhookSecrets"/>.</summary>
    public byte[] SealedValues { get; private set; } = [];

    /// <summary>Until when the secret before this one is valid, too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public bool Disabled { get; private set; }

    public string? DisabledReason { get; private set; }

    public DateTimeOffset? DisabledOn { get; private set; }

    public DateTimeOffset Created { get; private set; }

    public DateTimeOffset Updated { get; private set; }

    /// <summary>Since when it has been failing with no success between; kept by the delivery.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When it last failed; kept by the delivery.</summary>
    public DateTimeOffset? LastFailure { get; private set; }

    /// <summary>Counts the changes: of two that race one fails, and who delivers sees that there was one.</summary>
    public int Version { get; private set; }

    /// <summary>Takes over what a client set.</summary>
    public void Change(WebhookSettings settings, byte[] sealedValues, DateTimeOffset now)
    {
        SealedValues = sealedValues;
        Apply(settings, now);
        if (settings.Disabled && !Disabled)
        {
            Disable("The client disabled it.", now);
        }
        else if (!settings.Disabled && Disabled)
        {
            Enable(now);
        }
    }

    /// <summary>Nothing is delivered any more until it is enabled again; what is scheduled waits.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Disable(string reason, DateTimeOffset now)
    {
        if (Disabled)
        {
            return false;
        }

        (Disabled, DisabledReason, DisabledOn) = (true, reason, now);
        Touch(now);
        return true;
    }

    /// <summary>Delivery goes on, and what it failed before is forgotten.</summary>
    public void Enable(DateTimeOffset now)
    {
        (Disabled, DisabledReason, DisabledOn) = (false, null, null);
        (FailingSince, LastFailure) = (null, null);
        Touch(now);
    }

    /// <summary>Has a new secret, and the old one for some time.</summary>
    public void Rotate(byte[] sealedValues, DateTimeOffset previousUntil, DateTimeOffset now)
    {
        SealedValues = sealedValues;
        PreviousSecretUntil = previousUntil;
        Touch(now);
    }

    private void Apply(WebhookSettings settings, DateTimeOffset now)
    {
        Url = settings.Url.AbsoluteUri;
        EventTypes = [.. settings.EventTypes];
        CompanyTags = [.. settings.CompanyTags];
        Description = settings.Description;
        RateLimit = settings.RateLimit;
        HeaderNames = [.. settings.HeaderNames];
        HasCertificate = settings.HasCertificate;
        Touch(now);
    }

    private void Touch(DateTimeOffset now)
    {
        Updated = now;
        Version++;
    }
}

internal sealed class WebhookConsumerTable : IEntityTypeConfiguration<WebhookConsumer>
{
    public void Configure(EntityTypeBuilder<WebhookConsumer> consumer)
    {
        consumer.ToTable("webhook_consumers");
        consumer.HasKey(c => c.Id);
        consumer.Property(c => c.Version).IsConcurrencyToken();
    }
}
