using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Webhooks;

/// <summary>How clients are told of events, section <c>Causeway:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Causeway:Webhooks";

    /// <summary>How many consumers there can be. Default: 50.</summary>
    [Range(1, 10_000)]
    public int MaxConsumers { get; set; } = 50;

    /// <summary>How long an endpoint may take for an answer. Default: 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether endpoints may be at private, loopback and link-local addresses, and have http addresses. Default: none, which is yes in the
    /// Development environment alone.
    /// </summary>
    public bool? AllowPrivateNetworks { get; set; }

    /// <summary>How many requests to one endpoint are under way at once. Default: 16.</summary>
    [Range(1, 1000)]
    public int ConcurrencyPerEndpoint { get; set; } = 16;

    /// <summary>For how long an endpoint may fail, with no success between, before it is disabled. Default: 5 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How long a secret stays valid beside the one that replaced it. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long events, messages and attempts are kept, after the last attempt. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often an engine looks for events that another process wrote; its own it knows of at once. Default: half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);
}
