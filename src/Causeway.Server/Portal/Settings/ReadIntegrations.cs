using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Portal.Settings;

/// <summary>Reads and sets which integrations companies are offered, and with which applications they are authorized.</summary>
public sealed class ReadIntegrations(
    ConnectorCatalog catalog,
    SetIntegrationApplication applications,
    GetLinkSettings link,
    UpdateLinkSettings update
)
{
    /// <summary>All of them, by name.</summary>
    public async Task<Outcome<IReadOnlyList<IntegrationRow>>> AllAsync(CancellationToken ct)
    {
        var offered = (await link.RunAsync(ct)).Integrations;
        var rows = new List<IntegrationRow>();
        foreach (var entry in catalog.All)
        {
            rows.Add(await RowAsync(entry, offered, ct));
        }

        return rows;
    }

    /// <summary>One of them.</summary>
    public async Task<Outcome<IntegrationRow>> FindAsync(string key, CancellationToken ct) =>
        catalog.TryGet(key, out var entry)
            ? await RowAsync(entry, (await link.RunAsync(ct)).Integrations, ct)
            : Refusal.NotFound("Integration");

    /// <summary>Says whether Link offers an integration. What is connected stays connected.</summary>
    public async Task<Outcome<LinkSettingsBody>> OfferAsync(string key, bool isOffered, CancellationToken ct)
    {
        if (!catalog.TryGet(key, out _))
        {
            return Refusal.NotFound("Integration");
        }

        var settings = await link.RunAsync(ct);
        var all = catalog.All.Select(e => e.Manifest.Key).ToList();
        var offered = (settings.Integrations ?? all).Where(k => k != key).ToList();
        if (isOffered)
        {
            offered.Add(key);
        }

        if (offered.Count == 0)
        {
            return Refusal.Conflict("Link must offer at least one integration.");
        }

        // All of them is what comes without a list, so that one that is added later is offered, too.
        var list = all.TrueForAll(offered.Contains) ? null : offered;
        return await update.RunAsync(settings.AsStored() with { Integrations = list }, ct);
    }

    private async Task<IntegrationRow> RowAsync(
        CatalogEntry entry,
        IReadOnlyList<string>? offered,
        CancellationToken ct
    )
    {
        var application =
            entry.Manifest.Auth is ConnectorAuth.OAuth2
                ? (await applications.FindAsync(entry.Manifest.Key, ct)).Value
                : null;
        return new IntegrationRow(entry, offered?.Contains(entry.Manifest.Key) ?? true, application);
    }
}

/// <summary>An integration as it is set up.</summary>
/// <param name="Entry">What it is.</param>
/// <param name="IsOffered">Whether Link offers it.</param>
/// <param name="Application">The application by which it is authorized; null if it needs none.</param>
public sealed record IntegrationRow(CatalogEntry Entry, bool IsOffered, ApplicationBody? Application)
{
    public string Key => Entry.Manifest.Key;

    public string Name => Entry.Manifest.Name;

    /// <summary>How its users prove who they are.</summary>
    public string Authorization =>
        Entry.Manifest.Auth switch
        {
            ConnectorAuth.OAuth2 => "OAuth",
            _ => Shell.Words.Of(Entry.Manifest.Auth.GetType().Name),
        };

    /// <summary>Whether it can be used, in words, with the class that colours them.</summary>
    public (string Text, string Class) State =>
        this switch
        {
            { Application: { Problem: not null } } => ("Refused by the source", "cw-is-bad"),
            { Application: { ClientId: null } } => ("Needs a client id", "cw-is-warn"),
            _ => ("Ready", "cw-is-good"),
        };
}
