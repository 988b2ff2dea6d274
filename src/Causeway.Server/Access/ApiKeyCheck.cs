using System.Text;
using Causeway.Server.Http;

namespace Causeway.Server.Access;

/// <summary>Lets only callers with a key through to the API.</summary>
public static class ApiKeyCheck
{
    /// <summary>Marks endpoints that need a key.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(builder => builder.Metadata.Add(NeedsKey.Instance));
        return endpoints;
    }

    /// <summary>Checks the key before anything else of the request is read.</summary>
    public static void Use(WebApplication app)
    {
        var ring = app.Services.GetRequiredService<ApiKeyRing>();
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is null)
                {
                    await next(context);
                    return;
                }

                if (
                    KeyOf(context.Request) is { } key
                    && await ring.FindAsync(key, context.RequestAborted) is { } caller
                )
                {
                    context.Features.Set(caller);
                    await next(context);
                    return;
                }

                context.Response.Headers.WWWAuthenticate = "Basic realm=\"Causeway\"";
                var refusal = new Refusal(StatusCodes.Status401Unauthorized, "Unauthorized");
                await new ErrorResult(refusal).ExecuteAsync(context);
            }
        );
    }

    // "Basic", and the whole decoded value is the key (facts of the API), though some clients add the colon of RFC 7617.
    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.Length > 1024)
        {
            return null;
        }

        Span<byte> decoded = stackalloc byte[1024];
        if (!Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out var length))
        {
            return null;
        }

        var key = Encoding.UTF8.GetString(decoded[..length]);
        return key.EndsWith(':') ? key[..^1] : key;
    }

    private sealed class NeedsKey
    {
        public static readonly NeedsKey Instance = new();
    }
}
