using Microsoft.AspNetCore.Identity;

namespace Causeway.Server.Access.Users;

/// <summary>One of the client's staff. The framework's base class wants its members to be settable.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public const int MaxNameLength = 100;

    /// <summary>The name that others see.</summary>
    public string Name { get; set; } = "";

    public PortalRole Role { get; set; }

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset? LastSignedIn { get; set; }

    /// <summary>An administrator took the access away, and can give it back.</summary>
    public bool IsDisabled { get; set; }
}
