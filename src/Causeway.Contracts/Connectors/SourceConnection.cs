namespace Causeway.Contracts.Connectors;

/// <summary>The connection on whose behalf a connector works.</summary>
public sealed record SourceConnection
{
    /// <summary>The connection's id: stable for its whole life, so it may seed what must stay the same.</summary>
    public required ConnectionId ConnectionId { get; init; }

    /// <summary>What the user entered or chose, by field name, defaults filled in; also the organisation that was chosen, as <see cref="OrganisationField"/>.</summary>
    public required IReadOnlyDictionary<string, Secret> Values { get; init; }

    /// <summary>When the connection was created; a made-up source may start its story here.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The access token, if the connection was authorized by OAuth.</summary>
    public ISourceTokens? Tokens { get; init; }

    /// <summary>The application as which this server is known at the source, if the integration has one.</summary>
    public SourceApplication? Application { get; init; }

    /// <summary>The name under which the chosen organisation's id is in <see cref="Values"/> and in the API's authorization body.</summary>
    public const string OrganisationField = "companyId";

    /// <summary>The value of a field that must be there.</summary>
    /// <param name="name">The field's name.</param>
    /// <exception cref="SourceException">The field has no value: the connection must be authorized again.</exception>
    public string Value(string name) =>
        ValueOrNull(name)
        ?? throw new SourceException(
            new SourceFailure(SourceFailureCategory.Authentication, $"The connection has no value for '{name}'.")
        );

    /// <summary>The value of a field, or nothing.</summary>
    /// <param name="name">The field's name.</param>
    public string? ValueOrNull(string name) => Values.TryGetValue(name, out var value) ? value.Reveal() : null;
}
