using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Embedding;

/// <summary>Gives the token with which a page of the client's embeds the components for one company.</summary>
public sealed class GetCompanyAccessToken(CausewayDb db, CompanyTokens tokens)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/companies/{companyId}/accessToken", GetAsync).WithName("get-company-access-token");
        api.MapGet("/companies/{companyId}/connectionManagement/accessToken", GetOldAsync)
            .WithName("get-connection-management-access-token");
    }

    /// <summary>Makes a token for a company that exists.</summary>
    public async Task<Outcome<CompanyTokenBody>> RunAsync(
        CompanyId companyId,
        TokenPurpose purpose,
        CancellationToken ct
    ) =>
        await db.Set<Company>().AnyAsync(c => c.Id == companyId, ct)
            ? new CompanyTokenBody((int)tokens.Lifetime.TotalSeconds, tokens.Give(companyId, purpose), "Bearer")
            : Refusal.NotFound($"Company {companyId}");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        string? purpose,
        GetCompanyAccessToken get,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (PurposeFrom(purpose) is not { } wanted)
        {
            return new ErrorResult(
                Refusal.Invalid("purpose", "purpose must be link or connectionManagement; without it, both are meant.")
            );
        }

        response.Headers.CacheControl = "no-store";
        return (await get.RunAsync(companyId, wanted, ct)).ToHttp(AccessJson.Default.CompanyTokenBody);
    }

    private static async Task<IResult> GetOldAsync(
        CompanyId companyId,
        GetCompanyAccessToken get,
        HttpResponse response,
        CancellationToken ct
    )
    {
        response.Headers.CacheControl = "no-store";
        return (await get.RunAsync(companyId, TokenPurpose.ConnectionManagement, ct))
            .Then(token => new ManagementTokenBody(token.AccessToken))
            .ToHttp(AccessJson.Default.ManagementTokenBody);
    }

    private static TokenPurpose? PurposeFrom(string? text) =>
        string.IsNullOrEmpty(text) ? TokenPurpose.Any
        : text.Equals("link", StringComparison.OrdinalIgnoreCase) ? TokenPurpose.Link
        : text.Equals("connectionManagement", StringComparison.OrdinalIgnoreCase) ? TokenPurpose.ConnectionManagement
        : null;
}

/// <summary>A company access token as the API has it.</summary>
/// <param name="ExpiresIn">How many seconds it is good.</param>
/// <param name="AccessToken">The token.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
public sealed record CompanyTokenBody(int ExpiresIn, string AccessToken, string TokenType);

/// <summary>The token of the older operation.</summary>
/// <param name="AccessToken">The token.</param>
public sealed record ManagementTokenBody(string AccessToken);
