using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Users;

/// <summary>What an administrator does to other users. Whoever it is done to is out of pages that are open, or has the new role there.</summary>
public sealed class UserChanges(CausewayDb db, UserManager<PortalUser> manager, PortalUsers users)
{
    private static readonly Refusal LastOne = Refusal.Conflict(
        "This is the last administrator who can sign in. Make another one first."
    );

    /// <summary>Gives a user another role.</summary>
    public Task<Outcome<PortalUser>> SetRoleAsync(Guid id, PortalRole role, CancellationToken ct) =>
        ChangeAsync(id, losesAdministrator: role is not PortalRole.Administrator, user => user.Role = role, ct);

    /// <summary>Takes the access away, or gives it back.</summary>
    public Task<Outcome<PortalUser>> SetDisabledAsync(Guid id, bool isDisabled, CancellationToken ct) =>
        ChangeAsync(id, losesAdministrator: isDisabled, user => user.IsDisabled = isDisabled, ct);

    /// <summary>Removes a user. What the user did stays written down.</summary>
    public async Task<Outcome<PortalUser>> RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await manager.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Refusal.NotFound("User");
        }

        if (await IsLastAsync(user, ct))
        {
            return LastOne;
        }

        var removed = await manager.DeleteAsync(user);
        if (!removed.Succeeded)
        {
            return Refused(removed);
        }

        await transaction.CommitAsync(ct);
        users.Forget(id);
        return user;
    }

    private async Task<Outcome<PortalUser>> ChangeAsync(
        Guid id,
        bool losesAdministrator,
        Action<PortalUser> change,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await manager.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Refusal.NotFound("User");
        }

        if (losesAdministrator && await IsLastAsync(user, ct))
        {
            return LastOne;
        }

        change(user);
        var updated = await manager.UpdateAsync(user);
        if (!updated.Succeeded)
        {
            return Refused(updated);
        }

        await transaction.CommitAsync(ct);
        users.Forget(id);
        return user;
    }

    private async Task<bool> IsLastAsync(PortalUser user, CancellationToken ct) =>
        user is { Role: PortalRole.Administrator, IsDisabled: false }
        && !await db.Set<PortalUser>()
            .AnyAsync(u => u.Role == PortalRole.Administrator && !u.IsDisabled && u.Id != user.Id, ct);

    private static Refusal Refused(IdentityResult result) =>
        Refusal.Conflict(string.Join(" ", result.Errors.Select(e => e.Description)));
}
