using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Webhooks.Delivery;
using Causeway.Server.Webhooks.Events;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>What is set of a consumer, checked.</summary>
public sealed record WebhookSettings
{
    private const int LongestUrl = 2048;
    private const int LongestDescription = 500;
    private const int HighestRate = 10_000;

    public required Uri Url { get; init; }

    public required IReadOnlyList<string> EventTypes { get; init; }

    public required IReadOnlyList<string> CompanyTags { get; init; }

    public required bool Disabled { get; init; }

    public string? Description { get; init; }

    public int? RateLimit { get; init; }

    public required IReadOnlyList<string> HeaderNames { get; init; }

    public required bool HasCertificate { get; init; }

    /// <summary>What a request makes of what was set before.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">The consumer, if it exists.</param>
    /// <param name="secrets">What is sealed, with the request's changes.</param>
    /// <param name="network">Which addresses are allowed.</param>
    public static Outcome<WebhookSettings> From(
        WebhookRequest request,
        WebhookConsumer? before,
        WebhookSecrets secrets,
        EndpointNetwork network
    )
    {
        if (Check(request, before is null, network) is { } refusal)
        {
            return refusal;
        }

        return new WebhookSettings
        {
            Url = new Uri(request.Url ?? before!.Url),
            EventTypes = request.EventTypes is { } types ? [.. types.OfType<string>()] : before!.EventTypes,
            CompanyTags = request.CompanyTags is { } tags ? [.. tags.OfType<string>()] : before?.CompanyTags ?? [],
            Disabled = request.Disabled ?? before?.Disabled ?? false,
            Description = request.Description ?? before?.Description,
            RateLimit = (request.RateLimit ?? before?.RateLimit) is > 0 and var rate ? rate : null,
            HeaderNames = [.. secrets.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase)],
            HasCertificate = secrets.Certificate is not null,
        };
    }

    private static Refusal? Check(WebhookRequest request, bool isNew, EndpointNetwork network)
    {
        if ((isNew || request.Url is not null) && CheckUrl(request.Url, network) is { } wrongUrl)
        {
            return wrongUrl;
        }

        if ((isNew || request.EventTypes is not null) && EventFilter.Check(request.EventTypes) is { } wrongTypes)
        {
            return wrongTypes;
        }

        if (request.Description?.Length > LongestDescription)
        {
            return Refusal.Invalid("description", $"description must have at most {LongestDescription} characters.");
        }

        if (request.RateLimit is < 0 or > HighestRate)
        {
            return Refusal.Invalid("rateLimit", $"rateLimit must be from 1 to {HighestRate}, or 0 for none.");
        }

        if (request.Secret is { } secret && !(isNew && WebhookSecrets.TryDecode(secret.Reveal(), out _)))
        {
            return Refusal.Invalid(
                "secret",
                isNew
                    ? "secret must be whsec_ followed by 24 to 64 bytes in base64."
                    : "secret can't be changed; rotate it."
            );
        }

        return EventFilter.CheckTags(request.CompanyTags)
            ?? HeaderRules.Check(request.Headers)
            ?? CheckCertificates(request.MutualTls);
    }

    private static Refusal? CheckUrl(string? text, EndpointNetwork network)
    {
        if (
            text is not { Length: <= LongestUrl }
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0
        )
        {
            return Refusal.Invalid("url", "url must be an absolute https address without a user or password in it.");
        }

        if (url.Scheme is "http" && !network.AllowsPrivate)
        {
            return Refusal.Invalid("url", "url must be an https address: what is sent is not for everybody to read.");
        }

        // Names are looked up when it is connected to, each time, and checked then.
        return IPAddress.TryParse(url.IdnHost, out var address) && !network.Guard.Allows(address)
            ? Refusal.Invalid("url", "url is an address in a network that this server may not reach.")
            : null;
    }

    private static Refusal? CheckCertificates(MutualTls? tls)
    {
        if (tls is null or { IsEmpty: true })
        {
            return null;
        }

        if (tls.Certificate is null != tls.PrivateKey is null)
        {
            return Refusal.Invalid("mutualTls", "mutualTls needs certificate and privateKey together.");
        }

        try
        {
            using var own = tls.Certificate is { } certificate
                ? X509Certificate2.CreateFromPem(certificate.Reveal(), tls.PrivateKey!.Reveal())
                : null;
            using var authority = tls.Authority is { } pem ? X509Certificate2.CreateFromPem(pem.Reveal()) : null;
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return Refusal.Invalid("mutualTls", "mutualTls must have PEM texts, and the key must fit the certificate.");
        }
    }
}

/// <summary>Which headers a client may have sent along.</summary>
public static class HeaderRules
{
    private const int MostHeaders = 20;
    private const int LongestName = 100;
    private const int LongestValue = 4096;

    private static readonly string[] Reserved =
    [
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
    ];

    public static Refusal? Check(IReadOnlyDictionary<string, Secret?>? headers)
    {
        if (headers is { Count: > MostHeaders })
        {
            return Refusal.Invalid("headers", $"headers can have at most {MostHeaders} members.");
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers ?? new Dictionary<string, Secret?>())
        {
            var field = $"headers.{(name.Length <= LongestName ? name : name[..LongestName])}";
            if (name.Length is 0 or > LongestName || !name.All(IsTokenCharacter))
            {
                return Refusal.Invalid(field, "A header's name must have letters, digits and hyphens.");
            }

            if (!seen.Add(name))
            {
                return Refusal.Invalid(field, $"The header {name} is there twice.");
            }

            if (
                Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
                || name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("svix-", StringComparison.OrdinalIgnoreCase)
            )
            {
                return Refusal.Invalid(field, $"The header {name} is set by this server.");
            }

            if (value?.Reveal() is not { Length: <= LongestValue } text || text.Any(c => c is < ' ' or > '~'))
            {
                return Refusal.Invalid(
                    field,
                    $"A header's value must have at most {LongestValue} printable ASCII characters."
                );
            }
        }

        return null;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
