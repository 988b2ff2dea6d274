using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>Prepares a user's way to a source: the address to go to, and what must be true of whoever comes back.</summary>
public sealed class StartAuthorization(
    CausewayDb db,
    ConnectorCatalog catalog,
    SourceApplications applications,
    Vault vault,
    PublicUrls urls,
    IOptions<GrantsOptions> options,
    TimeProvider time
)
{
    private const string VerifierName = "\u0001verifier";

    // What is left of ways that were never finished.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Prepares the way.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="given">What the source asks for before.</param>
    /// <param name="browser">The secret that only this browser has.</param>
    /// <param name="wayOut">Where the user goes who is back.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The address at the source.</returns>
    public async Task<Outcome<Uri>> RunAsync(
        Connection connection,
        IReadOnlyDictionary<string, string?> given,
        string browser,
        WayOut wayOut,
        CancellationToken ct
    )
    {
        var checkedWay = await CheckAsync(connection, given, ct);
        if (checkedWay.Refusal is { } refusal)
        {
            return refusal;
        }

        var (oauth, application, values) = checkedWay.Value;
        var now = time.GetUtcNow();
        var (state, verifier) = (RandomText.New(), RandomText.New());
        var row = new AuthorizationState(state, browser, connection, now, options.Value.AuthorizationTimeout);
        var kept = new Dictionary<string, Secret>(values, StringComparer.Ordinal) { [VerifierName] = new(verifier) };
        row.Keep(vault.Seal(AuthorizationState.PurposeOf(row.Hash), Vault.Write(kept)), wayOut);
        db.Add(row);
        await db.SaveChangesAsync(ct);
        var old = now - KeptFor;
        await db.Set<AuthorizationState>().Where(s => s.Expires < old).ExecuteDeleteAsync(ct);
        return AuthorizeAddress.Of(oauth, application, values, RedirectUri(connection.IntegrationKey), state, verifier);
    }

    /// <summary>Whether a user can be sent to the source, with what was entered before.</summary>
    public async Task<Outcome<CheckedWay>> CheckAsync(
        Connection connection,
        IReadOnlyDictionary<string, string?> given,
        CancellationToken ct
    )
    {
        var entry = catalog.Get(connection.IntegrationKey);
        if (entry.Manifest.Auth is not ConnectorAuth.OAuth2 oauth)
        {
            return Refusal.Invalid($"{entry.Manifest.Name} is not authorized by OAuth.");
        }

        if (await applications.FindAsync(db, entry.Manifest.Key, ct) is not { } application)
        {
            return Refusal.Conflict(
                $"{entry.Manifest.Name} is not set up on this server yet. Its operator has to do that."
            );
        }

        var values = AuthorizationValues.Check(oauth.Inputs, given, canChooseOrganisation: false);
        if (values.Refusal is { } wrong)
        {
            return wrong;
        }

        return new CheckedWay(oauth, application, values.Value);
    }

    /// <summary>What was entered when the connection's user left for the source the last time, so that it is not asked again; null if it must be.</summary>
    public async Task<IReadOnlyDictionary<string, string?>?> FindEnteredAsync(
        Connection connection,
        CancellationToken ct
    )
    {
        if (catalog.Get(connection.IntegrationKey).Manifest.Auth is not ConnectorAuth.OAuth2 oauth)
        {
            return null;
        }

        if (oauth.Inputs.Count == 0)
        {
            return new Dictionary<string, string?>();
        }

        var sealedValues = await db.Set<Credentials>()
            .Where(c => c.ConnectionId == connection.Id)
            .Select(c => c.SealedValues)
            .SingleOrDefaultAsync(ct);
        if (sealedValues is null)
        {
            return null;
        }

        var known = vault.Open(connection.Id, sealedValues);
        return oauth.Inputs.All(f => f.Optional || known.ContainsKey(f.Name))
            ? oauth
                .Inputs.Where(f => known.ContainsKey(f.Name))
                .ToDictionary(f => f.Name, f => (string?)known[f.Name].Reveal(), StringComparer.Ordinal)
            : null;
    }

    /// <summary>The origin at which users authorize, or null for a source where they don't.</summary>
    public static string? OriginOf(ConnectorManifest manifest) =>
        manifest.Auth is ConnectorAuth.OAuth2 oauth ? AddressTemplate.OriginOf(oauth.Authorize) : null;

    /// <summary>A secret for a browser to carry.</summary>
    public static string NewBrowser() => RandomText.New();

    /// <summary>Where the source sends the user back to; each integration has its own, so that the answer of one can't pass for another's.</summary>
    public string RedirectUri(string integrationKey) => urls.Of(SetIntegrationApplication.CallbackPath(integrationKey));

    /// <summary>The PKCE verifier of a way, and what was entered before.</summary>
    public (string Verifier, Dictionary<string, Secret> Values) Open(AuthorizationState state)
    {
        var kept = new Dictionary<string, Secret>(
            Vault.Read(vault.Open(AuthorizationState.PurposeOf(state.Hash), state.SealedValues)),
            StringComparer.Ordinal
        );
        return (kept.Remove(VerifierName, out var verifier) ? verifier.Reveal() : "", kept);
    }

    /// <summary>Seals what is kept of a way that has no verifier any more.</summary>
    public byte[] Seal(string hash, IReadOnlyDictionary<string, Secret> values) =>
        vault.Seal(AuthorizationState.PurposeOf(hash), Vault.Write(values));
}

/// <summary>A way to a source that can be gone.</summary>
/// <param name="OAuth">How the source authorizes.</param>
/// <param name="Application">As what this server is known there.</param>
/// <param name="Values">What was entered before.</param>
public sealed record CheckedWay(
    ConnectorAuth.OAuth2 OAuth,
    SourceApplication Application,
    IReadOnlyDictionary<string, Secret> Values
);
