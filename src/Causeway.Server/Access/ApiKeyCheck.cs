using System.Security.Cryptography;
using Causeway.Server.Http;

namespace Causeway.Server.Access;

/// <summary>Lets only callers with a key through to the API, and counts them.</summary>
public static class ApiKeyCheck
{
    private const int LongestHeader = 1024;

    /// <summary>Marks endpoints that need a key.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(builder => builder.Metadata.Add(NeedsKey.Instance));
        return endpoints;
    }

    /// <summary>Whether an endpoint needs a key.</summary>
    public static bool NeedsApiKey(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NeedsKey>() is not null;

    /// <summary>Checks the key before anything else of the request is read.</summary>
    public static void Use(WebApplication app)
    {
        var ring = app.Services.GetRequiredService<ApiKeyRing>();
        var limit = app.Services.GetRequiredService<RateLimit>();
        app.Use(
            async (context, next) =>
            {
                var endpoint = context.GetEndpoint();
                if (endpoint is not null && endpoint.Metadata.GetMetadata<NeedsKey>() is null)
                {
                    await next(context);
                    return;
                }

                // Addresses where there is nothing belong to the API, too: they are told the quota, and cost none.
                var refusal = endpoint is null ? null : await AdmitAsync(context, ring, limit);
                limit.WriteTo(context.Response.Headers);
                await (refusal is null ? next(context) : new ErrorResult(refusal).ExecuteAsync(context));
            }
        );
    }

    private static async ValueTask<Refusal?> AdmitAsync(HttpContext context, ApiKeyRing ring, RateLimit limit)
    {
        if (
            HashOf(context.Request) is not { } hash
            || await ring.FindAsync(hash, context.RequestAborted) is not { } caller
        )
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Causeway\"";
            return new Refusal(StatusCodes.Status401Unauthorized, "Unauthorized");
        }

        context.Features.Set(caller);
        return limit.Count()
            ? null
            : new Refusal(StatusCodes.Status429TooManyRequests, "The day's quota of requests is used up.")
            {
                RetryAfter = limit.UntilReset(),
            };
    }

    // "Basic", and the whole decoded value is the key (facts of the API), though some clients add the colon of RFC 7617.
    private static byte[]? HashOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.Length > LongestHeader)
        {
            return null;
        }

        Span<byte> decoded = stackalloc byte[LongestHeader];
        if (!Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out var length))
        {
            return null;
        }

        var key = decoded[..length];
        return SHA256.HashData(key.EndsWith(":"u8) ? key[..^1] : key);
    }

    private sealed class NeedsKey
    {
        public static readonly NeedsKey Instance = new();
    }
}
