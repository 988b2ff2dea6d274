using Causeway.Contracts;

namespace Causeway.Server.Access.Embedding;

/// <summary>What a page of the client's may do for one company, without a key: what its company access token says.</summary>
/// <param name="CompanyId">The company, and no other.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record CompanyToken(CompanyId CompanyId, TokenPurpose Purpose)
{
    /// <summary>The token with which this request was let through.</summary>
    public static CompanyToken Of(HttpContext context) =>
        context.Features.Get<CompanyToken>()
        ?? throw new InvalidOperationException("This endpoint does not require a company access token.");
}

/// <summary>What a company access token is for.</summary>
[Flags]
public enum TokenPurpose
{
    None = 0,

    /// <summary>To choose systems and to connect them.</summary>
    Link = 1,

    /// <summary>To see what is connected, to end it, and to connect it again.</summary>
    ConnectionManagement = 2,

    /// <summary>Both components.</summary>
    Any = Link | ConnectionManagement,
}
