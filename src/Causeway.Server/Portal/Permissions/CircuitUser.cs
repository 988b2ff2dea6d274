using System.Security.Claims;
using Causeway.Server.Access.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Causeway.Server.Portal.Permissions;

/// <summary>Who uses a page that is open. It looks again every few seconds, and at once when the user is changed here: whoever is removed is out.</summary>
public sealed class CircuitUser : RevalidatingServerAuthenticationStateProvider
{
    private readonly PortalUsers users;

    public CircuitUser(PortalUsers users, ILoggerFactory loggers)
        : base(loggers)
    {
        this.users = users;
        users.Changed += Look;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    ) => await users.FindAsync(authenticationState.User, cancellationToken) is not null;

    protected override void Dispose(bool disposing)
    {
        users.Changed -= Look;
        base.Dispose(disposing);
    }

    private async void Look(object? sender, UserChangedEventArgs changed)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (
                state.User.FindFirstValue(ClaimTypes.NameIdentifier) == changed.Id.ToString()
                && await users.FindAsync(state.User, CancellationToken.None) is null
            )
            {
                SetAuthenticationState(
                    Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())))
                );
            }
        }
        // The page has just begun or just ended; the next look is seconds away.
        catch (InvalidOperationException) { }
    }
}
