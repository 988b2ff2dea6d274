namespace Causeway.Server.Access.Users;

/// <summary>What a user of the Portal may do. Each page, each endpoint and each operation of the Portal needs one.</summary>
public enum Permission
{
    /// <summary>See the overview, companies and connections, with their status and history.</summary>
    See,

    /// <summary>See what was read from sources, as records and as files.</summary>
    SeeData,

    /// <summary>See the history of syncs and writes, with what was sent.</summary>
    SeeActivity,

    /// <summary>Create and change companies, create connections, and hand out Link URLs.</summary>
    Onboard,

    /// <summary>Have data read again.</summary>
    Refresh,

    /// <summary>Give up the access to a source.</summary>
    Unlink,

    /// <summary>Delete companies and connections with all that was read from them.</summary>
    Delete,

    /// <summary>Decide what waits for a person: deletions that were held back, rows set aside, writes to repeat.</summary>
    Operate,

    /// <summary>See and change webhook consumers, and send messages again.</summary>
    Webhooks,

    /// <summary>See and change integrations, data types, Link and what is kept how long.</summary>
    Settings,

    /// <summary>Create and delete API keys.</summary>
    ApiKeys,

    /// <summary>Read and try the API's reference.</summary>
    Reference,

    /// <summary>Invite, change and remove users.</summary>
    Users,

    /// <summary>Change one's own password and other ways to sign in.</summary>
    OwnAccount,
}
