using Causeway.Contracts;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>A consumer as the API has it.</summary>
public sealed record WebhookBody
{
    public required WebhookId Id { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<string> EventTypes { get; init; }

    public required IReadOnlyList<string> CompanyTags { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Why it is disabled.</summary>
    public string? DisabledReason { get; init; }

    public DateTimeOffset? DisabledOn { get; init; }

    public string? Description { get; init; }

    public int? RateLimit { get; init; }

    /// <summary>Names of the headers that are sent along.</summary>
    public required IReadOnlyList<string> HeaderNames { get; init; }

    /// <summary>Whether a client certificate is presented.</summary>
    public required bool MutualTls { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    /// <summary>Since when it has been failing.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The secret; only in the answer that creates it.</summary>
    public string? Secret { get; init; }

    public static WebhookBody From(WebhookConsumer consumer) =>
        new()
        {
            Id = consumer.Id,
            Url = consumer.Url,
            EventTypes = consumer.EventTypes,
            CompanyTags = consumer.CompanyTags,
            Disabled = consumer.Disabled,
            DisabledReason = consumer.DisabledReason,
            DisabledOn = consumer.DisabledOn,
            Description = consumer.Description,
            RateLimit = consumer.RateLimit,
            HeaderNames = consumer.HeaderNames,
            MutualTls = consumer.HasCertificate,
            Created = consumer.Created,
            Updated = consumer.Updated,
            FailingSince = consumer.FailingSince,
        };
}

/// <summary>All consumers.</summary>
/// <param name="Results">The consumers, the oldest first.</param>
public sealed record WebhookListBody(IReadOnlyList<WebhookBody> Results);

/// <summary>What signs a consumer's messages.</summary>
public sealed record WebhookSecretBody
{
    public required string Secret { get; init; }

    /// <summary>The one before, while it is valid too.</summary>
    public string? PreviousSecret { get; init; }

    public DateTimeOffset? PreviousSecretValidUntil { get; init; }
}
