using System.Net.Http.Headers;

namespace Causeway.Contracts.Connectors;

/// <summary>What an answer says of when to come again (RFC 9110, section 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>How long to wait from now, or null if it does not say, or names a time that is over.</summary>
    /// <param name="header">The header, if there is one.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > now => date - now,
            _ => null,
        };
}
