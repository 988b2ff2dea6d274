using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Users;

/// <summary>Links that let somebody in once.</summary>
public sealed class Invitations(
    CausewayDb db,
    UserManager<PortalUser> manager,
    PortalUsers users,
    PublicUrls urls,
    TimeProvider time
)
{
    private static readonly TimeSpan SetUpLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private static readonly Refusal Stale = new(
        StatusCodes.Status410Gone,
        "This link was used already, or is too old. Ask for a new one."
    );

    /// <summary>The link with which the first administrator is set up; null if there are users.</summary>
    public async Task<string?> SetUpAsync(CancellationToken ct)
    {
        if (await db.Set<PortalUser>().AnyAsync(ct))
        {
            return null;
        }

        var now = time.GetUtcNow();
        await db.Set<PortalInvitation>().Where(i => i.Expires < now).ExecuteDeleteAsync(ct);
        return await SaveAsync(
            token => new PortalInvitation(
                InvitationKind.SetUp,
                token,
                "",
                "",
                PortalRole.Administrator,
                null,
                now,
                SetUpLifetime
            ),
            "set-up",
            ct
        );
    }

    /// <summary>Invites somebody.</summary>
    /// <returns>The link to hand over; it can be shown this once.</returns>
    public async Task<Outcome<string>> InviteAsync(string name, string email, PortalRole role, CancellationToken ct)
    {
        if (await manager.FindByEmailAsync(email) is not null)
        {
            return Refusal.Conflict($"There is a user with the address {email} already.");
        }

        return await SaveAsync(
            token => new PortalInvitation(
                InvitationKind.Invitation,
                token,
                name,
                email,
                role,
                null,
                time.GetUtcNow(),
                Lifetime
            ),
            "invitation",
            ct
        );
    }

    /// <summary>Lets a user choose a new password. The old one works until then.</summary>
    public async Task<Outcome<string>> ResetAsync(Guid userId, CancellationToken ct)
    {
        if (await db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } user)
        {
            return Refusal.NotFound("User");
        }

        return await SaveAsync(
            token => new PortalInvitation(
                InvitationKind.Reset,
                token,
                user.Name,
                user.Email ?? "",
                user.Role,
                userId,
                time.GetUtcNow(),
                Lifetime
            ),
            "invitation",
            ct
        );
    }

    /// <summary>Takes an invitation back.</summary>
    public async Task<Outcome<Guid>> WithdrawAsync(Guid id, CancellationToken ct) =>
        await db.Set<PortalInvitation>().Where(i => i.Id == id).ExecuteDeleteAsync(ct) == 1
            ? id
            : Refusal.NotFound("Invitation");

    /// <summary>What a link is for; null if it is none, or no longer.</summary>
    public async Task<PortalInvitation?> FindAsync(string? token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var (hash, now) = (PortalInvitation.HashOf(token), time.GetUtcNow());
        var invitation = await db.Set<PortalInvitation>()
            .AsNoTracking()
            .SingleOrDefaultAsync(i => i.Hash == hash && i.Expires > now, ct);
        return invitation is { Kind: InvitationKind.SetUp } && await db.Set<PortalUser>().AnyAsync(ct)
            ? null
            : invitation;
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>The user, new or with a new password.</returns>
    public async Task<Outcome<PortalUser>> AcceptAsync(
        string? token,
        string name,
        string email,
        string password,
        CancellationToken ct
    )
    {
        if (await FindAsync(token, ct) is not { } invitation)
        {
            return Stale;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Of two that hold the same link, the one whose delete finds the row is let in.
        if (await db.Set<PortalInvitation>().Where(i => i.Id == invitation.Id).ExecuteDeleteAsync(ct) == 0)
        {
            return Stale;
        }

        var accepted = invitation.UserId is { } userId
            ? await RenewAsync(userId, password)
            : await CreateAsync(invitation, name, email, password);
        if (accepted.Refusal is null)
        {
            db.Add(PortalAction.Of(accepted.Value.Id, accepted.Value.Name, WhatOf(invitation.Kind), time.GetUtcNow()));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            users.Forget(accepted.Value.Id);
        }

        return accepted;
    }

    private static string WhatOf(InvitationKind kind) =>
        kind switch
        {
            InvitationKind.SetUp => "Set up the first administrator",
            InvitationKind.Invitation => "Accepted an invitation",
            _ => "Chose a new password by a link",
        };

    private async Task<string> SaveAsync(Func<string, PortalInvitation> invitation, string path, CancellationToken ct)
    {
        var token = PortalInvitation.NewToken();
        db.Add(invitation(token));
        await db.SaveChangesAsync(ct);
        return urls.Of($"/portal/{path}/{token}");
    }

    private async Task<Outcome<PortalUser>> CreateAsync(
        PortalInvitation invitation,
        string name,
        string email,
        string password
    )
    {
        var now = time.GetUtcNow();
        var address = invitation.Kind is InvitationKind.SetUp ? email : invitation.Email;
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            UserName = address,
            Email = address,
            EmailConfirmed = true,
            Role = invitation.Role,
            Created = now,
        };
        return Of(user, await manager.CreateAsync(user, password));
    }

    private async Task<Outcome<PortalUser>> RenewAsync(Guid userId, string password)
    {
        if (await manager.FindByIdAsync(userId.ToString()) is not { } user)
        {
            return Stale;
        }

        var token = await manager.GeneratePasswordResetTokenAsync(user);
        var reset = await manager.ResetPasswordAsync(user, token, password);
        if (reset.Succeeded)
        {
            await manager.SetLockoutEndDateAsync(user, null);
        }

        return Of(user, reset);
    }

    private static Outcome<PortalUser> Of(PortalUser user, IdentityResult result) =>
        result.Succeeded ? user : Refusal.Invalid(string.Join(" ", result.Errors.Select(e => e.Description)));
}
