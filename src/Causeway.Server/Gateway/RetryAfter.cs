using System.Net.Http.Headers;

namespace Causeway.Server.Gateway;

/// <summary>What an answer says of when to come again (RFC 9110, section 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>How long to wait from now, or null if it does not say, or names a time that is over.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > now => date - now,
            _ => null,
        };
}
