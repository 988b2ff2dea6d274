using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Causeway.Server.Access.Users;

/// <summary>What the cookie says of a user: who it is, and since when. What a user may do is asked of the database.</summary>
public sealed class PortalPrincipal : IUserClaimsPrincipalFactory<PortalUser>
{
    public Task<ClaimsPrincipal> CreateAsync(PortalUser user) =>
        Task.FromResult(
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                        new Claim(ClaimTypes.Name, user.Name),
                        new Claim(PortalUsers.StampClaim, user.SecurityStamp ?? ""),
                    ],
                    IdentityConstants.ApplicationScheme
                )
            )
        );
}
