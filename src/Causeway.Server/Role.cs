namespace Causeway.Server;

/// <summary>What a process does. One does all of it unless <c>Causeway:Roles</c> says otherwise.</summary>
public static class Role
{
    /// <summary>Answers the API.</summary>
    public const string Api = "api";

    /// <summary>Shows the pages where a company's user connects.</summary>
    public const string Link = "link";

    /// <summary>Shows the pages of the client's staff.</summary>
    public const string Portal = "portal";

    /// <summary>Handles messages: syncs, writes, schedules.</summary>
    public const string Engine = "engine";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Api, Link, Portal, Engine];
}
