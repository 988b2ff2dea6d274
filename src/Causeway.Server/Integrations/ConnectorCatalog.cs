using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Integrations;

/// <summary>The connectors that this server has.</summary>
public sealed class ConnectorCatalog
{
    private readonly Dictionary<string, CatalogEntry> byKey = new(StringComparer.Ordinal);

    public ConnectorCatalog(IEnumerable<Connector> connectors)
    {
        foreach (var connector in connectors)
        {
            var parts = new ConnectorBuilder();
            connector.Build(parts);
            byKey.Add(connector.Manifest.Key, new CatalogEntry(connector.Manifest, parts));
        }
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<CatalogEntry> All => [.. byKey.Values.OrderBy(e => e.Manifest.Name, StringComparer.Ordinal)];

    /// <summary>Finds a connector by its platform key.</summary>
    public bool TryGet(string? key, [NotNullWhen(true)] out CatalogEntry? entry)
    {
        entry = null;
        return key is not null && byKey.TryGetValue(key, out entry);
    }

    /// <summary>The name of a source, or its key if its connector is gone.</summary>
    public string NameOf(string key) => TryGet(key, out var entry) ? entry.Manifest.Name : key;

    /// <summary>The connector of a connection that exists; a connection whose connector was removed can't be worked with.</summary>
    public CatalogEntry Get(string key) =>
        TryGet(key, out var entry)
            ? entry
            : throw new InvalidOperationException($"There is no connector with the key '{key}' in this server.");
}

/// <summary>A connector and its parts.</summary>
/// <param name="Manifest">What it is.</param>
/// <param name="Parts">What it reads and writes.</param>
public sealed record CatalogEntry(ConnectorManifest Manifest, ConnectorBuilder Parts)
{
    /// <summary>Whether it reads a data type.</summary>
    public bool Reads(DataType type) => Parts.Readers.ContainsKey(type);

    /// <summary>Whether it writes a data type.</summary>
    public bool Writes(DataType type) => Parts.Writers.ContainsKey(type);

    /// <summary>Whether it changes records that exist.</summary>
    public bool Updates(DataType type) =>
        Parts.Writers.TryGetValue(type, out var writer)
        // A constant of the class. Its constructor may want a connection, and there is none here.
        && ((Writer)RuntimeHelpers.GetUninitializedObject(writer)).CanUpdate;
}
