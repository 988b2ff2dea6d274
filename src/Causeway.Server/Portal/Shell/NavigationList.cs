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
        new("Syncs", "syncs", Icons.Material.Outlined.Sync, Permission.SeeActivity, Group: "Activity"),
        new("Pushes", "pushes", Icons.Material.Outlined.Upload, Permission.SeeActivity),
        new("Webhooks", "webhooks", Icons.Material.Outlined.Webhook, Permission.Webhooks),
        new("API keys", "api-keys", Icons.Material.Outlined.Key, Permission.ApiKeys, Group: "Developers"),
        new("API reference", "reference", Icons.Material.Outlined.MenuBook, Permission.Reference),
        new("Settings", "settings", Icons.Material.Outlined.Settings, Permission.Settings, Group: "Administration"),
        new("Users", "users", Icons.Material.Outlined.Group, Permission.Users),
    ];
}

/// <summary>A line of the menu.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Address">Where it leads, below the Portal's root.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Needs">What a user must be allowed to do to see it: the same as its page.</param>
/// <param name="Group">The heading above it, if it is the first of a group.</param>
public sealed record NavigationEntry(string Name, string Address, string Icon, Permission Needs, string? Group = null);
