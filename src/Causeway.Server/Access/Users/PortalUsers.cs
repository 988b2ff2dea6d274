using System.Collections.Concurrent;
using System.Security.Claims;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Users;

/// <summary>
/// Who users are now. What is asked with every click is remembered for seconds: what another process changed is seen that soon, what this
/// one changed at once.
/// </summary>
public sealed class PortalUsers(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The claim with the user's security stamp: it changes with the password and all else that ends sessions.</summary>
    public const string StampClaim = "stamp";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Entry> known = new();

    /// <summary>A user was changed or removed here.</summary>
    public event EventHandler<UserChangedEventArgs>? Changed;

    /// <summary>The user of a session; null if there is none any more, or the session is over.</summary>
    public async ValueTask<SignedInUser?> FindAsync(ClaimsPrincipal principal, CancellationToken ct) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && principal.Identity is { IsAuthenticated: true }
        && await FindAsync(id, ct) is { } user
        && user.Stamp == principal.FindFirstValue(StampClaim)
            ? user
            : null;

    /// <summary>Forgets what is known of a user.</summary>
    /// <param name="id">The user.</param>
    /// <param name="tells">Whether pages that are open are told at once; they find out by themselves within seconds.</param>
    public void Forget(Guid id, bool tells = true)
    {
        known.TryRemove(id, out _);
        if (tells)
        {
            Changed?.Invoke(this, new UserChangedEventArgs(id));
        }
    }

    private async ValueTask<SignedInUser?> FindAsync(Guid id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(id, out var entry) && now < entry.Until && entry.Until - now <= Remembered)
        {
            return entry.User;
        }

        await using var scope = scopes.CreateAsyncScope();
        var user = await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<PortalUser>()
            .Where(u => u.Id == id && !u.IsDisabled)
            .Select(u => new SignedInUser(u.Id, u.Name, u.Email ?? "", u.Role, u.SecurityStamp ?? ""))
            .SingleOrDefaultAsync(ct);
        known[id] = new Entry(user, now + Remembered);
        return user;
    }

    private sealed record Entry(SignedInUser? User, DateTimeOffset Until);
}

/// <summary>Which user was changed.</summary>
public sealed class UserChangedEventArgs(Guid id) : EventArgs
{
    public Guid Id { get; } = id;
}

/// <summary>A user who is signed in.</summary>
public sealed record SignedInUser(Guid Id, string Name, string Email, PortalRole Role, string Stamp);
