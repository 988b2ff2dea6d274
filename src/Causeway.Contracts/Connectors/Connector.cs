namespace Causeway.Contracts.Connectors;

/// <summary>Reaches one kind of source. A connector says what it is in its manifest and what it reads and writes in <see cref="Build"/>; it keeps no state.</summary>
public abstract class Connector
{
    /// <summary>What the catalogue, Link and the engine must know about the source.</summary>
    public abstract ConnectorManifest Manifest { get; }

    /// <summary>Lists the client, the probe, the readers and the writers.</summary>
    /// <param name="connector">Takes the list.</param>
    public abstract void Build(ConnectorBuilder connector);
}
