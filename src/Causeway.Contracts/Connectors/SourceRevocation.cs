namespace Causeway.Contracts.Connectors;

/// <summary>
/// Gives a connection's access back in the source's own way, for a source whose revocation endpoint is not the standard one. It is taken to end all access to
/// the connection's organisation, and so is not asked for while another connection reads the same.
/// </summary>
public abstract class SourceRevocation
{
    /// <summary>Ends the access. Called again until it succeeds, so what has ended already is a success.</summary>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="SourceException">It could not be done now.</exception>
    public abstract Task RevokeAsync(CancellationToken ct);
}
