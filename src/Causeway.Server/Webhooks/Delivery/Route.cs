using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>What must be known of a consumer to deliver to it, opened once for many deliveries.</summary>
public sealed record Route
{
    public required WebhookId Id { get; init; }

    /// <summary>Of the consumer when this was read.</summary>
    public required int Version { get; init; }

    public required Uri Url { get; init; }

    public required EventFilter Filter { get; init; }

    public required bool Disabled { get; init; }

    public required int? RateLimit { get; init; }

    public required WebhookSecrets Secrets { get; init; }

    public required DateTimeOffset? PreviousSecretUntil { get; init; }

    public required DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset? LastFailure { get; init; }

    /// <summary>The names of the client's own headers, with commas between; null if there are none.</summary>
    public required string? OwnHeaders { get; init; }

    private byte[] Current { get; init; } = [];

    private byte[]? Previous { get; init; }

    public static Route Of(WebhookConsumer consumer, Vault vault)
    {
        var secrets = WebhookSecrets.Open(vault, consumer);
        return new Route
        {
            Id = consumer.Id,
            Version = consumer.Version,
            Url = new Uri(consumer.Url),
            Filter = EventFilter.Of(consumer.EventTypes, consumer.CompanyTags),
            Disabled = consumer.Disabled,
            RateLimit = consumer.RateLimit,
            Secrets = secrets,
            PreviousSecretUntil = consumer.PreviousSecretUntil,
            FailingSince = consumer.FailingSince,
            LastFailure = consumer.LastFailure,
            OwnHeaders = secrets.Headers.Count > 0 ? string.Join(',', secrets.Headers.Keys) : null,
            Current = Decode(secrets.Signing),
            Previous = secrets.Previous is { } previous ? Decode(previous) : null,
        };
    }

    /// <summary>The secrets that are valid at a time, the newest first.</summary>
    public IReadOnlyList<byte[]> KeysAt(DateTimeOffset now) =>
        Previous is not null && PreviousSecretUntil > now ? [Current, Previous] : [Current];

    private static byte[] Decode(Secret secret) =>
        WebhookSecrets.TryDecode(secret.Reveal(), out var bytes)
            ? bytes
            : throw new InvalidOperationException("A stored secret is none.");
}
