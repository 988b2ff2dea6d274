using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes;

namespace Causeway.Contracts.Connectors;

/// <summary>Reads one data type of one connection. Derive from <see cref="Reader{TSource, TModel}"/>.</summary>
public abstract class Reader
{
    private protected Reader() { }

    /// <summary>How this reader learns what changed and what vanished.</summary>
    public virtual ChangeTracking Tracking => ChangeTracking.FullScan;

    /// <summary>
    /// Whether the source can still tell what changed since a watermark; asked before a read begins. Where it keeps its changes for some time only, an older
    /// watermark is worth nothing: then everything is read, and what vanished shows by that.
    /// </summary>
    /// <param name="since">The watermark of the last complete read.</param>
    public virtual bool KnowsChangesSince(string since) => true;

    /// <summary>Fetches pages from a cursor on. The engine may stop after any page and come back later, in another process, with that page's cursor.</summary>
    /// <param name="window">What to fetch.</param>
    /// <param name="ct">Ends the read.</param>
    /// <exception cref="SourceException">The source failed.</exception>
    public abstract IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct);

    /// <summary>Fetches the ids of all records that exist, for <see cref="ChangeTracking.ChangesThenIds"/>.</summary>
    /// <param name="cursor">Where to go on, or null to begin.</param>
    /// <param name="ct">Ends the read.</param>
    public virtual IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        throw new InvalidOperationException($"{GetType().Name} declares {Tracking} and so must list ids.");

    /// <summary>Maps a record to the standard model. Pure: the same bytes give the same record, today or replayed in a year.</summary>
    /// <param name="json">The record as the source has it.</param>
    /// <exception cref="JsonException">The record has not the shape that the source promises; it is set aside with this reason.</exception>
    public abstract IStandardRecord MapJson(ReadOnlySpan<byte> json);
}

/// <summary>Reads one data type of one connection.</summary>
/// <typeparam name="TSource">The source's record; only the members that the mapping uses.</typeparam>
/// <typeparam name="TModel">The standard record.</typeparam>
/// <param name="sourceJson">How the source's record is read.</param>
public abstract class Reader<TSource, TModel>(JsonTypeInfo<TSource> sourceJson) : Reader
    where TModel : class, IStandardRecord
{
    /// <summary>Maps a record to the standard model: pure, no I/O, an unknown value becomes <c>Unknown</c>.</summary>
    /// <param name="source">The source's record.</param>
    public abstract TModel Map(TSource source);

    /// <inheritdoc/>
    public sealed override IStandardRecord MapJson(ReadOnlySpan<byte> json) =>
        Map(JsonSerializer.Deserialize(json, sourceJson) ?? throw new JsonException("The record is null."));
}
