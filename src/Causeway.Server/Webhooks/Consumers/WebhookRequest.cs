using System.Text.Json.Serialization;
using Causeway.Contracts;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>What a client sends to create or change a consumer. A member that is absent from a change is left as it is.</summary>
public sealed record WebhookRequest
{
    public string? Url { get; init; }

    /// <summary>Types of events; <c>*</c> stands for any run of characters.</summary>
    public IReadOnlyList<string?>? EventTypes { get; init; }

    /// <summary>Tags of companies, <c>key:value</c>; an event of a company that has any of them is told.</summary>
    public IReadOnlyList<string?>? CompanyTags { get; init; }

    public bool? Disabled { get; init; }

    /// <summary>What a person calls it.</summary>
    public string? Description { get; init; }

    /// <summary>The most deliveries a second; 0 for as many as it takes.</summary>
    public int? RateLimit { get; init; }

    /// <summary>Headers to send along; they replace those that were set, and are never answered.</summary>
    public IReadOnlyDictionary<string, Secret?>? Headers { get; init; }

    /// <summary>What identifies us to the endpoint, or its endpoint to us. An empty object removes what was set.</summary>
    public MutualTls? MutualTls { get; init; }

    /// <summary>A secret to sign with, for who moves here from another sender; one is made otherwise. Only when a consumer is created.</summary>
    public Secret? Secret { get; init; }
}

/// <summary>Certificates, as PEM texts. None is ever answered.</summary>
public sealed record MutualTls
{
    /// <summary>The certificate that identifies us.</summary>
    public Secret? Certificate { get; init; }

    /// <summary>Its private key.</summary>
    public Secret? PrivateKey { get; init; }

    /// <summary>Who may have signed the endpoint's certificate, where it is none that this machine trusts.</summary>
    public Secret? Authority { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Certificate is null && PrivateKey is null && Authority is null;
}
