namespace Causeway.Server.Integrations;

/// <summary>Which of the integrations companies are offered: those are enabled, in the API's words.</summary>
public interface IOfferedIntegrations
{
    /// <returns>Their keys; null for all.</returns>
    Task<IReadOnlyList<string>?> FindAsync(CancellationToken ct);
}
