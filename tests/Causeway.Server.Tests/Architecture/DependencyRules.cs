namespace Causeway.Server.Tests.Architecture;

/// <summary>Who may use whom among the folders of the server. A new arrow is an edit here, for the reviewer to see.</summary>
public static class DependencyRules
{
    /// <summary>What every slice may use. They know no slice.</summary>
    public static readonly string[] Foundations = ["Gateway", "Http", "Query", "Storage"];

    /// <summary>Which other slices a slice may use.</summary>
    public static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Access"] = ["Companies", "Connections", "Grants"],
        ["Companies"] = ["Connections"],
        ["Connections"] = ["Grants", "Integrations"],
        ["Files"] = ["Companies", "Connections", "Integrations"],
        ["Grants"] = ["Integrations"],
        ["Integrations"] = [],
        ["Link"] = ["Access", "Companies", "Connections", "Files", "Integrations", "Settings"],
        ["Portal"] =
        [
            "Access",
            "Companies",
            "Connections",
            "Files",
            "Grants",
            "Integrations",
            "Push",
            "Records",
            "Settings",
            "Sync",
            "Webhooks",
        ],
        ["Push"] = ["Companies", "Connections", "Integrations"],
        ["Records"] = ["Companies", "Integrations"],
        ["Settings"] = ["Companies", "Connections", "Grants", "Integrations"],
        ["Sync"] = ["Companies", "Connections", "Integrations", "Push", "Records", "Settings"],
        ["Webhooks"] = ["Access", "Companies", "Connections", "Grants", "Push", "Sync"],
    };
}
