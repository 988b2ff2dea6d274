using Causeway.Server.Access.Users;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Users;

/// <summary>Reads what the page of users shows.</summary>
public sealed class ReadUsers(CausewayDb db, TimeProvider time)
{
    private const int MostActions = 50;

    public async Task<UsersModel> RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var users = await db.Set<PortalUser>()
            .AsNoTracking()
            .OrderBy(u => u.Name)
            .ThenBy(u => u.Id)
            .Select(u => new UserRow(
                u.Id,
                u.Name,
                u.Email ?? "",
                u.Role,
                u.IsDisabled,
                u.TwoFactorEnabled,
                u.LockoutEnd > now,
                u.LastSignedIn
            ))
            .ToListAsync(ct);
        var invited = await db.Set<PortalInvitation>()
            .AsNoTracking()
            .Where(i => i.Kind == InvitationKind.Invitation && i.Expires > now)
            .OrderBy(i => i.Created)
            .Select(i => new InvitedRow(i.Id, i.Name, i.Email, i.Role, i.Expires))
            .ToListAsync(ct);
        var actions = await db.Set<PortalAction>()
            .AsNoTracking()
            .OrderByDescending(a => a.Sequence)
            .Take(MostActions)
            .ToListAsync(ct);
        return new UsersModel(users, invited, actions);
    }
}

/// <summary>What the page of users shows.</summary>
public sealed record UsersModel(
    IReadOnlyList<UserRow> Users,
    IReadOnlyList<InvitedRow> Invited,
    IReadOnlyList<PortalAction> Actions
);

/// <summary>A user.</summary>
public sealed record UserRow(
    Guid Id,
    string Name,
    string Email,
    PortalRole Role,
    bool IsDisabled,
    bool HasAuthenticator,
    bool IsLockedOut,
    DateTimeOffset? LastSignedIn
);

/// <summary>Somebody who was invited and has not come yet.</summary>
public sealed record InvitedRow(Guid Id, string Name, string Email, PortalRole Role, DateTimeOffset Expires);
