using System.Security.Claims;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Portal.SignIn;

/// <summary>Lets somebody in whom the client's identity provider vouches for, with the role that it says.</summary>
public static class SingleSignOn
{
    public static async Task<IResult> FinishAsync(
        string? returnUrl,
        HttpContext context,
        PortalSignIn signIn,
        PortalUsers known,
        IOptions<SingleSignOnOptions> settings,
        TimeProvider time
    )
    {
        var external = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (!external.Succeeded || external.Principal.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return Back("failed");
        }

        if (RoleOf(external.Principal, settings.Value) is not { } role)
        {
            return Back("no-role");
        }

        var users = signIn.UserManager;
        var user =
            await users.FindByLoginAsync(PortalIdentity.SingleSignOn, subject)
            ?? await JoinAsync(users, external.Principal, subject, role, time);
        if (user is null)
        {
            return Back("no-address");
        }

        if (!await signIn.CanSignInAsync(user))
        {
            return Back("disabled");
        }

        user.Role = role;
        await signIn.SignedInAsync(user);
        known.Forget(user.Id);
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect(ReturnUrl.Local(returnUrl));
    }

    /// <summary>The highest role that a value of the claim names.</summary>
    public static PortalRole? RoleOf(ClaimsPrincipal principal, SingleSignOnOptions settings)
    {
        var values = principal.FindAll(settings.RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        (PortalRole Role, string Names)[] roles =
        [
            (PortalRole.Administrator, settings.Administrators),
            (PortalRole.Developer, settings.Developers),
            (PortalRole.Analyst, settings.Analysts),
            (PortalRole.Onboarding, settings.Onboarding),
        ];
        return roles
            .Where(r =>
                r.Names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Any(values.Contains)
            )
            .Select(r => (PortalRole?)r.Role)
            .FirstOrDefault();
    }

    // An address that the provider has checked belongs to the user here who has the same.
    private static async Task<PortalUser?> JoinAsync(
        UserManager<PortalUser> users,
        ClaimsPrincipal principal,
        string subject,
        PortalRole role,
        TimeProvider time
    )
    {
        if (principal.FindFirstValue("email") is not { Length: > 0 } email)
        {
            return null;
        }

        var isChecked = string.Equals(
            principal.FindFirstValue("email_verified"),
            "true",
            StringComparison.OrdinalIgnoreCase
        );
        var user = await users.FindByEmailAsync(email);
        if (user is not null && !isChecked)
        {
            return null;
        }

        if (user is null)
        {
            var now = time.GetUtcNow();
            var name = principal.FindFirstValue("name") ?? email;
            user = new PortalUser
            {
                Id = Guid.CreateVersion7(now),
                Name = name.Length <= PortalUser.MaxNameLength ? name : name[..PortalUser.MaxNameLength],
                UserName = email,
                Email = email,
                EmailConfirmed = isChecked,
                Role = role,
                Created = now,
            };
            if (!(await users.CreateAsync(user)).Succeeded)
            {
                return null;
            }
        }

        var login = new UserLoginInfo(PortalIdentity.SingleSignOn, subject, PortalIdentity.SingleSignOn);
        return (await users.AddLoginAsync(user, login)).Succeeded ? user : null;
    }

    private static IResult Back(string reason) =>
        Results.LocalRedirect($"{PortalFeature.Root}/sign-in?failure={reason}");
}
