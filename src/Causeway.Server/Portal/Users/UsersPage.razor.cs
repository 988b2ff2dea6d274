using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Causeway.Server.Portal.Users;

public sealed partial class UsersPage
{
    protected override Task<Outcome<UsersModel>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<ReadUsers, UsersModel>(
            Permission.Users,
            async (read, token) => await read.RunAsync(token),
            ct
        );

    private async Task InviteAsync()
    {
        var dialog = await Dialogs.ShowAsync<InviteDialog>();
        await dialog.Result;
        await ReloadAsync();
    }

    private async Task SetRoleAsync(UserRow user, ChangeEventArgs change)
    {
        if (!Enum.TryParse<PortalRole>(change.Value as string, out var role) || role == user.Role)
        {
            return;
        }

        await ActAsync(
            $"Made {user.Name} {role}",
            (changes, ct) => changes.SetRoleAsync(user.Id, role, ct),
            $"{user.Name} is {role} now"
        );
    }

    private async Task SetDisabledAsync(UserRow user)
    {
        if (user.IsDisabled)
        {
            await ActAsync(
                $"Gave {user.Name} the access back",
                (changes, ct) => changes.SetDisabledAsync(user.Id, false, ct),
                $"{user.Name} can sign in again"
            );
        }
        else if (
            await Dialogs.ConfirmAsync(
                $"Take the access of {user.Name} away?",
                "Whoever it is is signed out at once, and can’t sign in until you give the access back.",
                "Take it away"
            )
        )
        {
            await ActAsync(
                $"Took the access of {user.Name} away",
                (changes, ct) => changes.SetDisabledAsync(user.Id, true, ct),
                $"{user.Name} is out"
            );
        }
    }

    private async Task RemoveAsync(UserRow user)
    {
        if (
            await Dialogs.ConfirmAsync(
                $"Remove {user.Name}?",
                "The account is deleted, with its passkeys and its authenticator. What was done with it stays written down.",
                "Remove",
                user.Email
            )
        )
        {
            await ActAsync(
                $"Removed {user.Name} ({user.Email})",
                (changes, ct) => changes.RemoveAsync(user.Id, ct),
                $"{user.Name} is removed"
            );
        }
    }

    private async Task ResetAsync(UserRow user)
    {
        var outcome = await SignedIn.DoAsync<Invitations, string>(
            Permission.Users,
            $"Made a link for a new password of {user.Name}",
            (invitations, _, ct) => invitations.ResetAsync(user.Id, ct),
            CancellationToken.None
        );
        if (Snackbar.Tell(outcome, "The link is made"))
        {
            await ShowLinkAsync(
                $"For a new password of {user.Name}",
                "It works once, within a week. The old password works until then.",
                outcome.Value
            );
        }

        await ReloadAsync();
    }

    private async Task WithdrawAsync(InvitedRow invited)
    {
        var outcome = await SignedIn.DoAsync<Invitations, Guid>(
            Permission.Users,
            $"Withdrew the invitation of {invited.Email}",
            (invitations, _, ct) => invitations.WithdrawAsync(invited.Id, ct),
            CancellationToken.None
        );
        Snackbar.Tell(outcome, "The invitation is withdrawn");
        await ReloadAsync();
    }

    private async Task ActAsync(
        string what,
        Func<UserChanges, CancellationToken, Task<Outcome<PortalUser>>> act,
        string done
    )
    {
        var outcome = await SignedIn.DoAsync<UserChanges, PortalUser>(
            Permission.Users,
            what,
            (changes, _, ct) => act(changes, ct),
            CancellationToken.None
        );
        Snackbar.Tell(outcome, done);
        await ReloadAsync();
    }

    private async Task ShowLinkAsync(string title, string text, string link)
    {
        var dialog = await Dialogs.ShowAsync<LinkDialog>(
            title,
            new DialogParameters<LinkDialog>
            {
                { d => d.Title, title },
                { d => d.Text, text },
                { d => d.Link, link },
            }
        );
        await dialog.Result;
    }
}
