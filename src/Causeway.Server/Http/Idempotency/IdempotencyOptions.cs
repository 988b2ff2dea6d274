using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Http.Idempotency;

/// <summary>How long answers are kept for requests that come again, section <c>Causeway:Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    public const string Section = "Causeway:Idempotency";

    /// <summary>How long a key and its answer are kept. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(24);
}
