using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>Which systems a company's user can choose from.</summary>
public sealed class LinkOffer(CausewayDb db, ConnectorCatalog catalog, IHostEnvironment environment)
{
    // A list of so many is seen at a glance, and needs none of those that are chosen often before it.
    private const int FewEnough = 8;
    private const int MostRecent = 4;
    private const int LookedAt = 200;

    /// <summary>All systems that are offered.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kind">The kind that is asked for, if it is one.</param>
    public IReadOnlyList<SourceCard> On(LinkPage page, SourceType? kind)
    {
        var settings = page.Settings;
        var sandboxes = page.QueryValues.GetValueOrDefault("link.showSandboxIntegrations") is not "false";
        return
        [
            .. catalog
                .All.Select(e => e.Manifest)
                .Where(m => Offers(settings, m))
                .Where(m => m.Auth is not ConnectorAuth.Upload)
                .Where(m => sandboxes || !m.IsSandbox)
                .Where(m => kind is null || m.SourceType == kind)
                .Where(m =>
                    settings.SourceTypes is not { Count: > 0 } kinds
                    || kinds.Any(k => k.SourceType == m.SourceType && k.EnableIntegrations is not false)
                )
                .OrderBy(m => m.IsSandbox)
                .Select(m => SourceCard.From(m, page.T)),
        ];
    }

    /// <summary>What takes files in the place of a system, for the kinds for which the client wants that.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kind">The kind that is asked for, if it is one.</param>
    public IReadOnlyList<SourceCard> UploadsOn(LinkPage page, SourceType? kind) =>
        [
            .. (page.Settings.SourceTypes ?? [])
                .Where(k => k.EnableFileUpload is true && (kind is null || k.SourceType == kind))
                .SelectMany(k =>
                    catalog
                        .All.Select(e => e.Manifest)
                        .Where(m => m.Auth is ConnectorAuth.Upload && m.SourceType == k.SourceType)
                )
                .Where(m => Offers(page.Settings, m))
                .Select(m => SourceCard.From(m, page.T)),
        ];

    /// <summary>Whether a system is offered at all: a page can offer fewer, and never more, or a company could show figures of a sandbox for its own.</summary>
    public bool Offers(LinkSettingsBody settings, ConnectorManifest manifest) =>
        (!manifest.IsSandbox || (settings.ShowSandbox ?? !environment.IsProduction()))
        && (settings.Integrations is not { } keys || keys.Contains(manifest.Key));

    /// <summary>Of those, what this client's companies have chosen lately; none where all are seen at a glance.</summary>
    public async Task<IReadOnlyList<SourceCard>> RecentOfAsync(IReadOnlyList<SourceCard> offered, CancellationToken ct)
    {
        if (offered.Count <= FewEnough)
        {
            return [];
        }

        var keys = await db.Set<Connection>()
            .OrderByDescending(c => c.Created)
            .ThenByDescending(c => c.Id)
            .Take(LookedAt)
            .Select(c => c.IntegrationKey)
            .ToListAsync(ct);
        return
        [
            .. keys.CountBy(key => key)
                .OrderByDescending(k => k.Value)
                .Select(k => offered.FirstOrDefault(s => s.Key == k.Key && !s.IsSandbox))
                .OfType<SourceCard>()
                .Take(MostRecent),
        ];
    }
}
