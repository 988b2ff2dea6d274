namespace Causeway.Contracts.Connectors;

/// <summary>Tries a connection's credentials against the source and tells whose books they open.</summary>
public abstract class SourceProbe
{
    /// <summary>Calls the source with the connection's credentials.</summary>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The organisations that the credentials open, at least one.</returns>
    /// <exception cref="SourceException">With <see cref="SourceFailureCategory.Authentication"/> when the source refuses the credentials; the message is shown to the user.</exception>
    public abstract Task<SourceIdentity> IdentifyAsync(CancellationToken ct);
}

/// <summary>Whose books some credentials open.</summary>
/// <param name="Organisations">The organisations; when there are several and none was chosen, the user is asked.</param>
public sealed record SourceIdentity(IReadOnlyList<SourceOrganisation> Organisations)
{
    /// <summary>What is worth knowing about the source, for the connection's <c>connectionInfo</c>; never a secret.</summary>
    public IReadOnlyDictionary<string, string> ConnectionInfo { get; init; } = new Dictionary<string, string>();
}

/// <summary>One set of books at a source.</summary>
/// <param name="Id">The source's id for it.</param>
/// <param name="Name">The name that the user knows.</param>
public sealed record SourceOrganisation(string Id, string Name);
