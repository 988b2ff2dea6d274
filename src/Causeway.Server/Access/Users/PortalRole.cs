using System.Collections.Frozen;

namespace Causeway.Server.Access.Users;

/// <summary>What a user is here for. Each has one.</summary>
public enum PortalRole
{
    /// <summary>Does everything, and says who else may.</summary>
    Administrator,

    /// <summary>Builds on the API and keeps it going.</summary>
    Developer,

    /// <summary>Works with the data that was read.</summary>
    Analyst,

    /// <summary>Brings companies in and helps them connect.</summary>
    Onboarding,
}

/// <summary>What each role may do: the one table that pages, endpoints and operations ask.</summary>
public static class PortalRoles
{
    private static readonly FrozenSet<Permission> Everything = Enum.GetValues<Permission>().ToFrozenSet();

    private static readonly FrozenDictionary<PortalRole, FrozenSet<Permission>> Table = new Dictionary<
        PortalRole,
        FrozenSet<Permission>
    >
    {
        [PortalRole.Administrator] = Everything,
        [PortalRole.Developer] = Everything.Except([Permission.Users]).ToFrozenSet(),
        [PortalRole.Analyst] = FrozenSet.Create(
            Permission.See,
            Permission.SeeData,
            Permission.SeeActivity,
            Permission.Refresh,
            Permission.Reference,
            Permission.OwnAccount
        ),
        [PortalRole.Onboarding] = FrozenSet.Create(
            Permission.See,
            Permission.Onboard,
            Permission.Refresh,
            Permission.Unlink,
            Permission.OwnAccount
        ),
    }.ToFrozenDictionary();

    /// <summary>Whether a role may do something.</summary>
    public static bool May(this PortalRole role, Permission permission) => Table[role].Contains(permission);

    /// <summary>What the role is for, in a sentence.</summary>
    public static string Explain(this PortalRole role) =>
        role switch
        {
            PortalRole.Administrator => "Everything, users included.",
            PortalRole.Developer => "Everything but users: data, webhooks, settings, API keys.",
            PortalRole.Analyst => "Sees companies, connections and their data; changes nothing but when data is read.",
            _ => "Creates companies and helps them connect; does not see their data.",
        };
}
