using System.Diagnostics;

namespace Causeway.Server.Http;

/// <summary>The id that joins an answer with its lines in the log: the trace id of the request.</summary>
public static class CorrelationId
{
    /// <summary>The id of this request.</summary>
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
