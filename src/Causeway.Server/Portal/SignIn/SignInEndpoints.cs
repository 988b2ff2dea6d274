using System.Security.Claims;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Causeway.Server.Portal.SignIn;

/// <summary>What the sign-in pages need beside their forms: signing out, passkeys, and the way to single sign-on and back.</summary>
public static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // A form, with proof that it is ours: no other site can sign anybody out.
        routes.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        routes.MapPost("/sign-in/passkey-options", PasskeyOptionsAsync).AllowAnonymous();
        routes.MapPost("/sign-in/single-sign-on", Challenge).AllowAnonymous();
        routes.MapGet("/sign-in/single-sign-on/done", SingleSignOn.FinishAsync).AllowAnonymous();
        PermissionCheck.Needs(
            routes.MapPost("/account/passkey-options", NewPasskeyOptionsAsync),
            Permission.OwnAccount
        );
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? from, PortalSignIn signIn)
    {
        _ = from; // binding a form is what makes the framework ask for its proof
        await signIn.SignOutAsync();
        return Results.LocalRedirect($"{PortalFeature.Root}/sign-in");
    }

    private static async Task<IResult> PasskeyOptionsAsync([FromForm] string? from, PortalSignIn signIn)
    {
        _ = from;
        return Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");
    }

    private static async Task<IResult> NewPasskeyOptionsAsync(
        [FromForm] string? from,
        PortalSignIn signIn,
        ClaimsPrincipal principal
    )
    {
        _ = from;
        if (await signIn.UserManager.GetUserAsync(principal) is not { } user)
        {
            return Results.Unauthorized();
        }

        var entity = new PasskeyUserEntity
        {
            Id = user.Id.ToString(),
            Name = user.Email ?? "",
            DisplayName = user.Name,
        };
        return Results.Text(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    private static IResult Challenge([FromForm] string? returnUrl, HttpContext context, PortalSignIn signIn)
    {
        var done = $"{context.Request.PathBase}/sign-in/single-sign-on/done";
        var properties = signIn.ConfigureExternalAuthenticationProperties(
            PortalIdentity.SingleSignOn,
            $"{done}?returnUrl={Uri.EscapeDataString(ReturnUrl.Local(returnUrl))}"
        );
        return Results.Challenge(properties, [PortalIdentity.SingleSignOn]);
    }
}
