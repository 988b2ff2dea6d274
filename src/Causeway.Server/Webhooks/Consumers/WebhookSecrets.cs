using System.Security.Cryptography;
using Causeway.Contracts;
using Causeway.Server.Grants;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>What of a consumer is kept sealed: the secrets that sign, the values of headers, the certificates.</summary>
public sealed record WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const string HeaderPrefix = "header:";

    /// <summary>Signs: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    public required Secret Signing { get; init; }

    /// <summary>Signs beside the other for some time after a rotation.</summary>
    public Secret? Previous { get; init; }

    /// <summary>Headers that are sent along, by name.</summary>
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    /// <summary>The certificate that identifies us, as PEM.</summary>
    public Secret? Certificate { get; init; }

    /// <summary>Its private key, as PEM.</summary>
    public Secret? PrivateKey { get; init; }

    /// <summary>Who may have signed the endpoint's certificate, as PEM; null is whom this machine trusts.</summary>
    public Secret? Authority { get; init; }

    /// <summary>Makes a secret.</summary>
    public static Secret Generate() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The bytes of a secret.</summary>
    public static bool TryDecode(string secret, out byte[] bytes)
    {
        bytes = [];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var buffer = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[Prefix.Length..], buffer, out var length) || length is < 24 or > 64)
        {
            return false;
        }

        bytes = buffer[..length];
        return true;
    }

    public static WebhookSecrets Open(Vault vault, WebhookConsumer consumer)
    {
        var values = vault.Open(consumer.Id, consumer.SealedValues);
        return new WebhookSecrets
        {
            Signing = values[nameof(Signing)],
            Previous = values.GetValueOrDefault(nameof(Previous)),
            Certificate = values.GetValueOrDefault(nameof(Certificate)),
            PrivateKey = values.GetValueOrDefault(nameof(PrivateKey)),
            Authority = values.GetValueOrDefault(nameof(Authority)),
            Headers = values
                .Where(v => v.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal))
                .ToDictionary(v => v.Key[HeaderPrefix.Length..], v => v.Value, StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>With what a request changes of them.</summary>
    public WebhookSecrets With(WebhookRequest request)
    {
        var tls = request.MutualTls;
        return this with
        {
            Headers = request.Headers is { } headers
                ? headers
                    .Where(h => h.Value is not null)
                    .ToDictionary(h => h.Key, h => h.Value!, StringComparer.OrdinalIgnoreCase)
                : Headers,
            Certificate = tls is null ? Certificate : tls.Certificate,
            PrivateKey = tls is null ? PrivateKey : tls.PrivateKey,
            Authority = tls is null ? Authority : tls.Authority,
        };
    }

    public byte[] Seal(Vault vault, WebhookId id)
    {
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal) { [nameof(Signing)] = Signing };
        Put(nameof(Previous), Previous);
        Put(nameof(Certificate), Certificate);
        Put(nameof(PrivateKey), PrivateKey);
        Put(nameof(Authority), Authority);
        foreach (var (name, value) in Headers)
        {
            values[HeaderPrefix + name] = value;
        }

        return vault.Seal(id, values);

        void Put(string name, Secret? value)
        {
            if (value is not null)
            {
                values[name] = value;
            }
        }
    }
}
