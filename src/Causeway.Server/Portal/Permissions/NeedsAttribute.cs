using Causeway.Server.Access.Users;
using Microsoft.AspNetCore.Authorization;

namespace Causeway.Server.Portal.Permissions;

/// <summary>Says on a page what its visitor must be allowed to do.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(PermissionCheck.PolicyOf(permission))
{
    /// <summary>What is needed.</summary>
    public Permission Permission { get; } = permission;
}
