using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Integrations;

/// <summary>The bodies of all integrations, made once: but for what is enabled, the catalogue does not change while the server runs.</summary>
public sealed class IntegrationBodies(ConnectorCatalog catalog, PublicUrls urls)
{
    private readonly IReadOnlyList<IntegrationBody> all = [.. catalog.All.Select(e => From(e, urls))];

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<IntegrationBody>> AllAsync(IOfferedIntegrations offered, CancellationToken ct) =>
        await offered.FindAsync(ct) is { } keys ? [.. all.Select(b => b with { Enabled = keys.Contains(b.Key) })] : all;

    private static IntegrationBody From(CatalogEntry entry, PublicUrls urls)
    {
        var manifest = entry.Manifest;
        return new IntegrationBody
        {
            Key = manifest.Key,
            LogoUrl = urls.Of(BrandingImages.PathOf(manifest.Key, BrandingImage.Square)),
            Name = manifest.Name,
            Enabled = true,
            SourceId = manifest.SourceId,
            SourceType = manifest.SourceType,
            IntegrationId = manifest.IntegrationId,
            IsOfflineConnector = false,
            IsBeta = manifest.IsBeta,
            DataProvidedBy = manifest.Name,
            DatatypeFeatures =
            [
                .. DataType
                    .All.Where(t => entry.Reads(t) || entry.Writes(t))
                    .Select(t => new DataTypeFeatureBody(t.Key, [.. FeaturesOf(entry, t)])),
            ],
        };
    }

    private static IEnumerable<SupportedFeatureBody> FeaturesOf(CatalogEntry entry, DataType type)
    {
        var state = entry.Manifest.IsBeta ? FeatureState.Beta : FeatureState.Release;
        if (entry.Reads(type))
        {
            yield return new SupportedFeatureBody(FeatureType.Get, state);
        }

        if (entry.Writes(type))
        {
            yield return new SupportedFeatureBody(FeatureType.Post, state);
        }

        if (entry.Updates(type))
        {
            yield return new SupportedFeatureBody(FeatureType.Put, state);
        }
    }
}
