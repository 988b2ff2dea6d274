using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Microsoft.AspNetCore.Components.Authorization;

namespace Causeway.Server.Portal.Permissions;

/// <summary>
/// Runs operations as the user who is signed in, each in a scope of its own: the circuit's lives for hours, and what it tracked would be
/// stale. The one place where pages reach operations; it refuses what the user's role does not allow.
/// </summary>
public sealed class SignedIn(
    AuthenticationStateProvider authentication,
    PortalUsers users,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    private static readonly Refusal Gone = new(
        StatusCodes.Status401Unauthorized,
        "You are signed out. Sign in again to go on."
    );

    private static readonly Refusal NotAllowed = new(
        StatusCodes.Status403Forbidden,
        "Your role does not allow this. An administrator can give you another one."
    );

    /// <summary>Who is signed in, as the database has it now; null if nobody is, any more.</summary>
    public async Task<SignedInUser?> WhoAsync(CancellationToken ct) =>
        await users.FindAsync((await authentication.GetAuthenticationStateAsync()).User, ct);

    /// <summary>Whether the user may do something: what a page shows a button for.</summary>
    public async Task<bool> MayAsync(Permission permission, CancellationToken ct) =>
        await WhoAsync(ct) is { } user && user.Role.May(permission);

    /// <summary>Reads something.</summary>
    /// <typeparam name="TOperation">What reads it, from the container.</typeparam>
    /// <typeparam name="T">What is read.</typeparam>
    public async Task<Outcome<T>> ReadAsync<TOperation, T>(
        Permission permission,
        Func<TOperation, CancellationToken, Task<Outcome<T>>> read,
        CancellationToken ct
    )
        where TOperation : notnull
    {
        var admitted = await AdmitAsync(permission, ct);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TOperation>(), ct);
    }

    /// <summary>Changes something, and writes down who did.</summary>
    /// <param name="permission">What the user must be allowed to do.</param>
    /// <param name="what">What is done, in the past tense and in plain words: <c>Deleted the company Example</c>.</param>
    /// <param name="act">Does it.</param>
    /// <param name="ct">Ends the call.</param>
    /// <typeparam name="TOperation">The operation, from the container.</typeparam>
    /// <typeparam name="T">What it answers.</typeparam>
    public async Task<Outcome<T>> DoAsync<TOperation, T>(
        Permission permission,
        string what,
        Func<TOperation, SignedInUser, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken ct
    )
        where TOperation : notnull
    {
        var admitted = await AdmitAsync(permission, ct);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var scope = scopes.CreateAsyncScope();
        var outcome = await act(scope.ServiceProvider.GetRequiredService<TOperation>(), admitted.Value, ct);
        if (outcome.Refusal is null)
        {
            // Done is done, whether the page that asked for it is still there or not.
            await PortalAction.WriteAsync(scopes, admitted.Value, what, time.GetUtcNow(), CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<SignedInUser>> AdmitAsync(Permission permission, CancellationToken ct) =>
        await WhoAsync(ct) is not { } user ? Gone
        : user.Role.May(permission) ? user
        : NotAllowed;
}
