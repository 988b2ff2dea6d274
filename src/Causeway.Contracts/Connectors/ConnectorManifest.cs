namespace Causeway.Contracts.Connectors;

/// <summary>What there is to know about a connector without calling its source.</summary>
public sealed record ConnectorManifest
{
    /// <summary>The platform key: four lower-case letters, unique among all connectors.</summary>
    public required string Key { get; init; }

    /// <summary>The source's name as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of system that the source is.</summary>
    public required SourceType SourceType { get; init; }

    /// <summary>Names this way of reaching the source; never changes.</summary>
    public required Guid IntegrationId { get; init; }

    /// <summary>Names the system where the data lives; two connectors to one system share it.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>How a company's user authorizes a connection.</summary>
    public required ConnectorAuth Auth { get; init; }

    /// <summary>How many calls the source allows for one connection.</summary>
    public required RequestBudget Budget { get; init; }

    /// <summary>The logo: an SVG document, drawn for this project.</summary>
    public required string LogoSvg { get; init; }

    /// <summary>Whether the source is made for trying things out and holds nobody's real books.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Whether the source is still being proved in the field.</summary>
    public bool IsBeta { get; init; }
}

/// <summary>How many calls may be made in a span of time.</summary>
/// <param name="Calls">The number of calls, at least 1.</param>
/// <param name="Per">The span.</param>
/// <param name="Concurrent">How many calls may be under way at once.</param>
public sealed record RequestBudget(int Calls, TimeSpan Per, int Concurrent = 4);
