using Causeway.Server.Storage;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Causeway.Server.Access.Embedding;

/// <summary>
/// Tells browsers which pages may call the components' endpoints: those of the origins in the settings, by name, and without cookies, which
/// the endpoints take no notice of.
/// </summary>
public sealed class EmbeddedCors : ICorsPolicyProvider
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "embedded";

    private static readonly TimeSpan PreflightIsKept = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (policyName is not Policy)
        {
            return null;
        }

        // Whatever is answered, it is for this origin alone.
        context.Response.Headers.Vary = "Origin";
        var origin = context.Request.Headers.Origin.ToString();
        var db = context.RequestServices.GetRequiredService<CausewayDb>();
        return await AllowedOrigin.IsAllowedAsync(db, origin, context.RequestAborted)
            ? new CorsPolicyBuilder(origin)
                .WithMethods("GET", "POST")
                .WithHeaders("Authorization", "Content-Type", "Accept-Language")
                .WithExposedHeaders("Retry-After")
                .SetPreflightMaxAge(PreflightIsKept)
                .Build()
            : new CorsPolicyBuilder().Build();
    }
}
