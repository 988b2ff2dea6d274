using Causeway.Server.Access.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Causeway.Server.Portal.Account;

public sealed partial class AccountPage
{
    private const int RecoveryCodes = 10;

    private PortalUser? user;
    private IList<UserPasskeyInfo> passkeys = [];
    private IEnumerable<string>? recoveryCodes;
    private string authenticatorKey = "";
    private string? message;
    private bool hasPassword;
    private int codesLeft;

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [Inject]
    private IUserStore<PortalUser> Store { get; set; } = null!;

    private IUserAuthenticatorKeyStore<PortalUser> KeyStore => (IUserAuthenticatorKeyStore<PortalUser>)Store;

    private UserManager<PortalUser> Manager => SignInManager.UserManager;

    private string DoneText =>
        Done switch
        {
            "password" => "Your password is changed, and you are signed out everywhere else.",
            "off" => "The authenticator app is switched off.",
            "passkey" => "The passkey is added. You can sign in with it now.",
            "removed" => "The passkey is removed.",
            _ => "You are signed out everywhere else.",
        };

    private string AppAddress =>
        $"otpauth://totp/Causeway:{Uri.EscapeDataString(user?.Email ?? "")}?secret={authenticatorKey}&issuer=Causeway&digits=6";

    protected override async Task OnInitializedAsync()
    {
        user = await Manager.GetUserAsync((await Authentication.GetAuthenticationStateAsync()).User);
        if (user is null)
        {
            return;
        }

        hasPassword = await Manager.HasPasswordAsync(user);
        passkeys = await Manager.GetPasskeysAsync(user);
        codesLeft = await Manager.CountRecoveryCodesAsync(user);
        if (!user.TwoFactorEnabled)
        {
            authenticatorKey = await Manager.GetAuthenticatorKeyAsync(user) ?? await NewKeyAsync(user);
        }
    }

    private async Task<string> NewKeyAsync(PortalUser of)
    {
        var key = Manager.GenerateNewAuthenticatorKey();
        // Not the framework's own reset, which would end the sessions of whoever only opens the page.
        await KeyStore.SetAuthenticatorKeyAsync(of, key, CancellationToken.None);
        await Manager.UpdateAsync(of);
        return key;
    }

    private async Task ChangePasswordAsync()
    {
        if (user is not null && Succeeded(await Manager.ChangePasswordAsync(user, Form?.Old ?? "", Form?.New ?? "")))
        {
            await GoOnAsync(user, "password");
        }
    }

    private async Task SwitchOnAsync()
    {
        if (user is null)
        {
            return;
        }

        var code = (Form?.Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        var provider = Manager.Options.Tokens.AuthenticatorTokenProvider;
        if (!await Manager.VerifyTwoFactorTokenAsync(user, provider, code))
        {
            message = "This code is wrong. Look at the clock of your phone if it stays so.";
            return;
        }

        await Manager.SetTwoFactorEnabledAsync(user, true);
        await NewCodesAsync();
        await StayAsync(user);
    }

    private async Task SwitchOffAsync()
    {
        if (user is null)
        {
            return;
        }

        await Manager.SetTwoFactorEnabledAsync(user, false);
        await Manager.ResetAuthenticatorKeyAsync(user);
        await GoOnAsync(user, "off");
    }

    private async Task NewCodesAsync()
    {
        if (user is { TwoFactorEnabled: true })
        {
            recoveryCodes = await Manager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            codesLeft = RecoveryCodes;
        }
    }

    private async Task AddPasskeyAsync()
    {
        if (user is null || string.IsNullOrEmpty(Form?.Credential))
        {
            return;
        }

        var attested = await SignInManager.PerformPasskeyAttestationAsync(Form.Credential);
        if (!attested.Succeeded)
        {
            message = $"The passkey can’t be used here: {attested.Failure.Message}";
            return;
        }

        attested.Passkey.Name = string.IsNullOrWhiteSpace(Form.Name) ? null : Form.Name.Trim();
        if (Succeeded(await Manager.AddOrUpdatePasskeyAsync(user, attested.Passkey)))
        {
            await GoOnAsync(user, "passkey");
        }
    }

    private async Task RemovePasskeyAsync(byte[] id)
    {
        if (user is not null && Succeeded(await Manager.RemovePasskeyAsync(user, id)))
        {
            await GoOnAsync(user, "removed");
        }
    }

    private async Task EndSessionsAsync()
    {
        if (user is not null && Succeeded(await Manager.UpdateSecurityStampAsync(user)))
        {
            await GoOnAsync(user, "sessions");
        }
    }

    private async Task GoOnAsync(PortalUser of, string done)
    {
        await StayAsync(of);
        Navigation.NavigateTo($"account?done={done}", forceLoad: true);
    }

    // What ends the sessions of a user ends this one, too, unless it gets a new cookie.
    private async Task StayAsync(PortalUser of)
    {
        await SignInManager.RefreshSignInAsync(of);
        // This page is still the old session's, and would go away with it.
        Users.Forget(of.Id, tells: false);
    }

    private bool Succeeded(IdentityResult result)
    {
        message = result.Succeeded ? null : string.Join(" ", result.Errors.Select(e => e.Description));
        return result.Succeeded;
    }

    private sealed class Input
    {
        public string? Old { get; set; }

        public string? New { get; set; }

        public string? Code { get; set; }

        public string? Credential { get; set; }

        public string? Name { get; set; }
    }
}
