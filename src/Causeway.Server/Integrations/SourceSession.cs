using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Gateway;

namespace Causeway.Server.Integrations;

/// <summary>Opens sources: makes a connector's parts for one connection and one piece of work.</summary>
public sealed class SourceSessions(ConnectorCatalog catalog, SourceGateway gateway, IServiceProvider services)
{
    /// <summary>Opens a source; dispose the session when the piece of work is done.</summary>
    public SourceSession Open(string integrationKey, SourceConnection connection) =>
        new(catalog.Get(integrationKey), gateway, services, connection);
}

/// <summary>A connector's parts for one connection.</summary>
public sealed class SourceSession : IServiceProvider, IDisposable
{
    private readonly CatalogEntry entry;
    private readonly IServiceProvider services;
    private readonly SourceConnection connection;
    private readonly HttpClient http;
    private readonly Lazy<object?> client;

    internal SourceSession(
        CatalogEntry entry,
        SourceGateway gateway,
        IServiceProvider services,
        SourceConnection connection
    )
    {
        this.entry = entry;
        this.services = services;
        this.connection = connection;
        http = gateway.Open(entry.Manifest, connection, entry.Parts.BaseAddress);
        client = new Lazy<object?>(() => entry.Parts.Client is { } type ? Make(type) : null);
    }

    /// <summary>The reader of a data type that the connector reads.</summary>
    public Reader Reader(DataType type) => (Reader)Make(entry.Parts.Readers[type]);

    /// <summary>The writer of a data type that the connector writes.</summary>
    public Writer Writer(DataType type) => (Writer)Make(entry.Parts.Writers[type]);

    /// <summary>What tries the credentials.</summary>
    public SourceProbe Probe() =>
        (SourceProbe)Make(
            entry.Parts.Probe
                ?? throw new InvalidOperationException($"The connector '{entry.Manifest.Key}' names no probe.")
        );

    /// <summary>What gives access back in the source's own way, if the connector has it.</summary>
    public SourceRevocation? Revocation() =>
        entry.Parts.Revocation is { } revocation ? (SourceRevocation)Make(revocation) : null;

    /// <inheritdoc/>
    public object? GetService(Type serviceType) =>
        serviceType == typeof(SourceConnection) ? connection
        : serviceType == typeof(HttpClient) ? http
        : serviceType == typeof(ISourceMemory)
            ? ActivatorUtilities.CreateInstance<SourceMemory>(services, connection.ConnectionId)
        : serviceType == entry.Parts.Client ? client.Value
        : services.GetService(serviceType);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client is { IsValueCreated: true, Value: IDisposable disposable })
        {
            disposable.Dispose();
        }

        http.Dispose();
    }

    private object Make(Type part) => ActivatorUtilities.CreateInstance(this, part);
}
