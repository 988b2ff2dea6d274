using Causeway.Server.Companies;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Embedding;

/// <summary>Lets a page of the client's through to the components' endpoints: with a company access token, and from an origin of the settings.</summary>
public static class CompanyTokenCheck
{
    private const string Scheme = "Bearer ";

    /// <summary>Marks endpoints that need a token that is for this, or for one of these.</summary>
    public static TBuilder RequireCompanyToken<TBuilder>(this TBuilder endpoints, TokenPurpose purpose)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.RequireCors(EmbeddedCors.Policy);
        endpoints.Add(builder => builder.Metadata.Add(new NeedsToken(purpose)));
        return endpoints;
    }

    /// <summary>Checks token and origin before anything else of the request is read.</summary>
    public static void Use(WebApplication app)
    {
        app.UseCors();
        var tokens = app.Services.GetRequiredService<CompanyTokens>();
        var own = app.Services.GetRequiredService<ServerOptions>().PublicUrl.GetLeftPart(UriPartial.Authority);
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsToken>() is not { } needs)
                {
                    await next(context);
                    return;
                }

                (context.Response.Headers.CacheControl, context.Response.Headers.Vary) = ("no-store", "Origin");
                var refusal = await AdmitAsync(context, tokens, needs.Purpose, own);
                await (refusal is null ? next(context) : new ErrorResult(refusal).ExecuteAsync(context));
            }
        );
    }

    private static async Task<Refusal?> AdmitAsync(
        HttpContext context,
        CompanyTokens tokens,
        TokenPurpose purpose,
        string own
    )
    {
        var db = context.RequestServices.GetRequiredService<CausewayDb>();
        var header = context.Request.Headers.Authorization.ToString();
        if (
            !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || tokens.Read(header.AsSpan(Scheme.Length).Trim()) is not { } token
            // Its tokens end with the company.
            || !await db.Set<Company>().AnyAsync(c => c.Id == token.CompanyId, context.RequestAborted)
        )
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Causeway\", error=\"invalid_token\"";
            return new Refusal(
                StatusCodes.Status401Unauthorized,
                "The company access token is missing, has expired, or is not one of this server."
            );
        }

        if ((token.Purpose & purpose) is TokenPurpose.None)
        {
            return new Refusal(
                StatusCodes.Status403Forbidden,
                "The company access token is for another purpose than this."
            );
        }

        if (!await IsFromAllowedAsync(context, db, own))
        {
            return new Refusal(
                StatusCodes.Status403Forbidden,
                "The page's origin is not among the CORS settings of this server."
            );
        }

        context.Features.Set(token);
        return null;
    }

    // A page of this server itself sends no Origin when it reads; what browsers send instead, no page can make up.
    private static async Task<bool> IsFromAllowedAsync(HttpContext context, CausewayDb db, string own)
    {
        var headers = context.Request.Headers;
        return headers.Origin.ToString() is { Length: > 0 } origin
            ? origin == own || await AllowedOrigin.IsAllowedAsync(db, origin, context.RequestAborted)
            : headers["Sec-Fetch-Site"].ToString() is "same-origin";
    }

    private sealed record NeedsToken(TokenPurpose Purpose);
}
