using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Grants.Applications;

/// <summary>
/// Finds the client id and secret of an integration: what was set through the API, else what is configured as
/// <c>Causeway:Integrations:{key}:ClientId</c> and <c>…:ClientSecret</c>.
/// </summary>
public sealed class SourceApplications(Vault vault, IConfiguration configuration)
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Causeway:Integrations";

    /// <summary>The application, or null if there is none.</summary>
    public async Task<SourceApplication?> FindAsync(CausewayDb db, string integrationKey, CancellationToken ct)
    {
        var row = await db.Set<SourceApplicationRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.IntegrationKey == integrationKey, ct);
        return row is null
            ? Configured(integrationKey)
            : new SourceApplication(
                row.ClientId,
                row.SealedSecret is { } secret
                    ? new Secret(Encoding.UTF8.GetString(vault.Open(PurposeOf(integrationKey), secret)))
                    : null
            );
    }

    /// <summary>What is configured, or null.</summary>
    public SourceApplication? Configured(string integrationKey)
    {
        var section = configuration.GetSection($"{Section}:{integrationKey}");
        return section["ClientId"] is { Length: > 0 } id
            ? new SourceApplication(id, section["ClientSecret"] is { Length: > 0 } secret ? new Secret(secret) : null)
            : null;
    }

    /// <summary>Encrypts a client secret.</summary>
    public byte[]? Seal(string integrationKey, Secret? secret) =>
        secret is null ? null : vault.Seal(PurposeOf(integrationKey), Encoding.UTF8.GetBytes(secret.Reveal()));

    /// <summary>What a client secret is sealed for.</summary>
    public static SealPurpose PurposeOf(string integrationKey) => new("Causeway.Applications", integrationKey);

    /// <summary>Notes that the source refuses the application.</summary>
    public static Task RefusedAsync(CausewayDb db, string integrationKey, string problem, DateTimeOffset now) =>
        db.Set<SourceApplicationRow>()
            .Where(a => a.IntegrationKey == integrationKey)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(a => a.Problem, problem).SetProperty(a => a.ProblemSince, a => a.ProblemSince ?? now)
            );

    /// <summary>Notes that the source takes it.</summary>
    public static Task WorksAsync(CausewayDb db, string integrationKey) =>
        db.Set<SourceApplicationRow>()
            .Where(a => a.IntegrationKey == integrationKey && a.Problem != null)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(a => a.Problem, (string?)null).SetProperty(a => a.ProblemSince, (DateTimeOffset?)null)
            );
}
