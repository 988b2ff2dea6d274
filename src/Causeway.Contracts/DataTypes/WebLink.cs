using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes;

/// <summary>An address on the web.</summary>
public sealed record WebLink
{
    /// <summary>What is found there.</summary>
    public WebLinkType? Type { get; init; }

    /// <summary>The address itself.</summary>
    public string? Url { get; init; }
}

/// <summary>What is found at an address on the web.</summary>
[JsonConverter(typeof(StandardEnumConverter<WebLinkType>))]
public enum WebLinkType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A site of its own.</summary>
    Website,

    /// <summary>A page on a social network.</summary>
    Social,
}
