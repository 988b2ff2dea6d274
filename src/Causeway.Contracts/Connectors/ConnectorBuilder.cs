using Causeway.Contracts.DataTypes;

namespace Causeway.Contracts.Connectors;

/// <summary>
/// Takes a connector's list of parts. A part is made anew for each piece of work, by its constructor, which may ask for an
/// <see cref="HttpClient"/> (guarded, counted and limited by the server), the client given to <see cref="Calls{TClient}"/>,
/// the <see cref="SourceConnection"/>, a <see cref="TimeProvider"/> and an <c>ILogger&lt;T&gt;</c>.
/// </summary>
public sealed class ConnectorBuilder
{
    private readonly Dictionary<DataType, Type> readers = [];
    private readonly Dictionary<DataType, Type> writers = [];

    /// <summary>The client that the parts share, if there is one.</summary>
    public Type? Client { get; private set; }

    /// <summary>Where the client's relative addresses start, if it is the same for all connections.</summary>
    public Uri? BaseAddress { get; private set; }

    /// <summary>What tries credentials.</summary>
    public Type? Probe { get; private set; }

    /// <summary>What gives access back in the source's own way, if it has one.</summary>
    public Type? Revocation { get; private set; }

    /// <summary>The readers, by data type.</summary>
    public IReadOnlyDictionary<DataType, Type> Readers => readers;

    /// <summary>The writers, by data type.</summary>
    public IReadOnlyDictionary<DataType, Type> Writers => writers;

    /// <summary>Names the client: the one place that speaks to the source.</summary>
    /// <param name="baseAddress">Where its relative addresses start; without it the client takes its address from the connection.</param>
    public ConnectorBuilder Calls<TClient>(string? baseAddress = null)
        where TClient : class
    {
        Client = typeof(TClient);
        BaseAddress = baseAddress is null ? null : new Uri(baseAddress);
        return this;
    }

    /// <summary>Names what tries credentials.</summary>
    public ConnectorBuilder Probes<TProbe>()
        where TProbe : SourceProbe
    {
        Probe = typeof(TProbe);
        return this;
    }

    /// <summary>Names what gives access back in the source's own way.</summary>
    public ConnectorBuilder Revokes<TRevocation>()
        where TRevocation : SourceRevocation
    {
        Revocation = typeof(TRevocation);
        return this;
    }

    /// <summary>Adds a reader.</summary>
    /// <typeparam name="TModel">The standard record, which tells the data type.</typeparam>
    /// <typeparam name="TReader">The reader.</typeparam>
    public ConnectorBuilder Reads<TModel, TReader>()
        where TModel : class, IStandardRecord
        where TReader : Reader
    {
        readers.Add(DataType.Of<TModel>(), typeof(TReader));
        return this;
    }

    /// <summary>Adds a writer.</summary>
    /// <typeparam name="TModel">The standard record, which tells the data type.</typeparam>
    /// <typeparam name="TWriter">The writer.</typeparam>
    public ConnectorBuilder Writes<TModel, TWriter>()
        where TModel : class, IStandardRecord
        where TWriter : Writer
    {
        writers.Add(DataType.Of<TModel>(), typeof(TWriter));
        return this;
    }
}
