using System.Net.Http.Headers;

namespace Causeway.Contracts.Connectors;

/// <summary>What an answer says of when to come again (RFC 9110, section 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>
    /// How long to wait from now, or null if it does not say, or names a time that is over. A time is measured by the clock of whoever names it, if
    /// the answer has its <c>Date</c>: a source's clock can be wrong.
    /// </summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="now">The time here.</param>
    public static TimeSpan? Of(HttpResponseHeaders? headers, DateTimeOffset now) =>
        headers?.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > (headers.Date ?? now) => date - (headers.Date ?? now),
            _ => null,
        };
}
