using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Push;

/// <summary>How patient writes are, section <c>Causeway:Push</c>.</summary>
public sealed class PushOptions
{
    public const string Section = "Causeway:Push";

    /// <summary>How long a source may take over one write before the outcome counts as unknown. Default: 100 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long after a first look that found nothing an unknown write is looked for again, because sources may show their records late. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LookAgainAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often one write is sent at most, each time after the one before is known to have had no effect. Default: 3.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long a write waits for a source that does not take it: down, or over its limits. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an unknown write holds back the later writes of its connection. Default: 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromMinutes(10);
}
