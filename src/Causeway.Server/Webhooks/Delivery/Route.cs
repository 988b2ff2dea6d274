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

    public required DateTimeOffset? PreviousSecretUntil { get; init; }

    public required DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset? LastFailure { get; init; }

    public WebhookSecrets Secrets => Opened.Value.Secrets;

    /// <summary>The names of the client's own headers, with commas between; null if there are none.</summary>
    public string? OwnHeaders => Opened.Value.OwnHeaders;

    // When it is delivered to: one whose secrets can't be opened is nothing to the others.
    private Lazy<Unsealed> Opened { get; init; } = null!;

    public static Route Of(WebhookConsumer consumer, Vault vault) =>
        new()
        {
            Id = consumer.Id,
            Version = consumer.Version,
            Url = new Uri(consumer.Url),
            Filter = EventFilter.Of(consumer.EventTypes, consumer.CompanyTags),
            Disabled = consumer.Disabled,
            RateLimit = consumer.RateLimit,
            PreviousSecretUntil = consumer.PreviousSecretUntil,
            FailingSince = consumer.FailingSince,
            LastFailure = consumer.LastFailure,
            Opened = new Lazy<Unsealed>(
                () => Unsealed.Of(WebhookSecrets.Open(vault, consumer)),
                LazyThreadSafetyMode.PublicationOnly
            ),
        };

    /// <summary>The secrets that are valid at a time, the newest first.</summary>
    public IReadOnlyList<byte[]> KeysAt(DateTimeOffset now)
    {
        var (current, previous) = (Opened.Value.Current, Opened.Value.Previous);
        return previous is not null && PreviousSecretUntil > now ? [current, previous] : [current];
    }

    private sealed record Unsealed(WebhookSecrets Secrets, byte[] Current, byte[]? Previous, string? OwnHeaders)
    {
        public static Unsealed Of(WebhookSecrets secrets) =>
            new(
                secrets,
                Decode(secrets.Signing),
                secrets.Previous is { } previous ? Decode(previous) : null,
                secrets.Headers.Count > 0 ? string.Join(',', secrets.Headers.Keys) : null
            );

        private static byte[] Decode(Secret secret) =>
            WebhookSecrets.TryDecode(secret.Reveal(), out var bytes)
                ? bytes
                : throw new InvalidOperationException("A stored secret is none.");
    }
}
