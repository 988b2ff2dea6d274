using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Access.Users;

/// <summary>The framework's sign-in, which lets nobody in whose access was taken away.</summary>
public sealed class PortalSignIn(
    UserManager<PortalUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<PortalUser> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<PortalUser> confirmation,
    TimeProvider time
) : SignInManager<PortalUser>(users, context, principals, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(PortalUser user) =>
        !user.IsDisabled && await base.CanSignInAsync(user);

    /// <summary>Notes when a user signed in.</summary>
    public async Task SignedInAsync(PortalUser user)
    {
        user.LastSignedIn = time.GetUtcNow();
        await UserManager.UpdateAsync(user);
    }
}
