using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Access;

/// <summary>How many requests a client may make, section <c>Causeway:RateLimit</c>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "Causeway:RateLimit";

    /// <summary>Whether requests over the quota are refused; the headers tell of it anyway. Default: false.</summary>
    public bool Enforced { get; set; }

    /// <summary>Requests a day for the client itself, and again for each company with a linked connection. Default: 1000.</summary>
    [Range(1, 1_000_000_000)]
    public int RequestsPerCompany { get; set; } = 1000;
}
