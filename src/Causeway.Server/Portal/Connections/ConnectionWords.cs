using Causeway.Server.Access.Users;
using Causeway.Server.Connections;

namespace Causeway.Server.Portal.Connections;

/// <summary>A connection's state and history as people say them.</summary>
public static class ConnectionWords
{
    /// <summary>A status in one or two words.</summary>
    public static string Of(ConnectionStatus status) =>
        status switch
        {
            ConnectionStatus.PendingAuth => "Waiting",
            ConnectionStatus.Linked => "Linked",
            ConnectionStatus.Unlinked => "Unlinked",
            _ => "Refused",
        };

    /// <summary>What a status means for whoever looks at it.</summary>
    public static string Explain(ConnectionStatus status) =>
        status switch
        {
            ConnectionStatus.PendingAuth => "The company has not given access yet. Send it the link.",
            ConnectionStatus.Linked => "Access works; data is read by its schedule.",
            ConnectionStatus.Unlinked => "The access was given up. What was read is kept.",
            _ => "The source refuses our access. The company must give it again; what was read is kept.",
        };

    /// <summary>The class that colours a status.</summary>
    public static string ClassOf(ConnectionStatus status) =>
        status switch
        {
            ConnectionStatus.PendingAuth => "cw-is-warn",
            ConnectionStatus.Linked => "cw-is-good",
            ConnectionStatus.Unlinked => "",
            _ => "cw-is-bad",
        };

    /// <summary>One thing that happened, in a sentence.</summary>
    /// <param name="happened">What is in the audit trail.</param>
    /// <param name="source">The source's name.</param>
    public static string Say(ConnectionEvent happened, string source)
    {
        var who = happened.Actor switch
        {
            ConnectionActor.Api => happened.ActorName ?? "Your backend, by the API,",
            ConnectionActor.CompanyUser => "The company’s user",
            ConnectionActor.PortalUser => happened.ActorName ?? "A user of the Portal",
            ConnectionActor.Source => source,
            _ => "Causeway",
        };
        return (happened.FromStatus, happened.ToStatus) switch
        {
            (null, _) => $"{who} created the connection.",
            (var from, var to) when from == to => happened.Reason,
            (_, ConnectionStatus.Linked) => happened.FromStatus is ConnectionStatus.PendingAuth
                ? $"{who} gave access to {source}."
                : $"{who} gave access to {source} again.",
            (_, ConnectionStatus.Deauthorized) => $"{source} refused the access: {Lower(happened.Reason)}",
            (_, ConnectionStatus.Unlinked) => $"{who} gave the access up.",
            _ => happened.Reason,
        };
    }

    /// <summary>Who moves a connection when a user of the Portal does.</summary>
    public static Actor ActorOf(SignedInUser user) => new(ConnectionActor.PortalUser, user.Name);

    /// <summary>The class that colours something that happened.</summary>
    public static string ClassOf(ConnectionEvent happened) =>
        happened.FromStatus == happened.ToStatus && happened.Actor is ConnectionActor.Source ? "cw-is-warn"
        : happened.FromStatus == happened.ToStatus || happened.FromStatus is null ? ""
        : ClassOf(happened.ToStatus);

    private static string Lower(string sentence) =>
        sentence.Length > 1 && char.IsUpper(sentence[0]) && !char.IsUpper(sentence[1])
            ? char.ToLowerInvariant(sentence[0]) + sentence[1..]
            : sentence;
}
