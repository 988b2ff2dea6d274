using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;
using MudBlazor;

namespace Causeway.Server.Portal.Shell;

/// <summary>The areas of the Portal, in the order of the menu. A user sees those that the role allows.</summary>
public static class NavigationList
{
    /// <summary>The areas.</summary>
    public static IReadOnlyList<NavigationEntry> Entries { get; } =
    [
        new("Overview", "", Icons.Material.Outlined.SpaceDashboard, Permission.See),
        new("Companies", "companies", Icons.Material.Outlined.Business, Permission.See),
        new("Connections", "connections", Icons.Material.Outlined.Cable, Permission.See),
        new("Users", "users", Icons.Material.Outlined.Group, Permission.Users, Group: "Administration"),
    ];
}

/// <summary>A line of the menu.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Address">Where it leads, below the Portal's root.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Needs">What a user must be allowed to do to see it: the same as its page.</param>
/// <param name="Group">The heading above it, if it is the first of a group.</param>
public sealed record NavigationEntry(string Name, string Address, string Icon, Permission Needs, string? Group = null);
