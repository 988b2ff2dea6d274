using System.Reflection;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Testing;

/// <summary>Makes a connector's parts for one connection, as the server does, but without a server.</summary>
/// <param name="connector">The connector.</param>
/// <param name="connection">The connection.</param>
/// <param name="time">The clock.</param>
/// <param name="http">Speaks to the source; a connector without one to call needs none.</param>
/// <param name="memory">What a made-up source remembers.</param>
public sealed class ConnectorSession(
    Connector connector,
    SourceConnection connection,
    TimeProvider time,
    HttpClient? http = null,
    ISourceMemory? memory = null
)
{
    private readonly ConnectorBuilder parts = PartsOf(connector);
    private readonly ISourceMemory memory = memory ?? new InMemorySourceMemory();
    private object? client;

    /// <summary>The data types that the connector reads.</summary>
    public IEnumerable<DataType> Reads => parts.Readers.Keys.OrderBy(t => t.Number);

    /// <summary>The data types that the connector writes.</summary>
    public IEnumerable<DataType> Writes => parts.Writers.Keys.OrderBy(t => t.Number);

    /// <summary>The parts that a connector lists.</summary>
    public static ConnectorBuilder PartsOf(Connector connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        var builder = new ConnectorBuilder();
        connector.Build(builder);
        return builder;
    }

    /// <summary>A connection with the defaults of a connector's fields, and with some values in their place.</summary>
    public static SourceConnection Connection(
        Connector connector,
        DateTimeOffset created,
        params ReadOnlySpan<(string Name, string Value)> values
    )
    {
        ArgumentNullException.ThrowIfNull(connector);
        var all = connector
            .Manifest.Auth.Fields.Where(f => f.Default is not null)
            .ToDictionary(f => f.Name, f => new Secret(f.Default!), StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            all[name] = new Secret(value);
        }

        return new SourceConnection
        {
            ConnectionId = new ConnectionId(new Guid("0198c0de-0000-7000-8000-000000000001")),
            Values = all,
            Created = created,
        };
    }

    /// <summary>The reader of a data type, made anew.</summary>
    public Reader Reader(DataType type) => (Reader)Make(parts.Readers[type]);

    /// <summary>The reader of a record's data type, made anew.</summary>
    public Reader Reader<TModel>()
        where TModel : class, IStandardRecord => Reader(DataType.Of<TModel>());

    /// <summary>The writer of a data type, made anew.</summary>
    public Writer Writer(DataType type) => (Writer)Make(parts.Writers[type]);

    /// <summary>The writer of a record's data type, made anew.</summary>
    public Writer Writer<TModel>()
        where TModel : class, IStandardRecord => Writer(DataType.Of<TModel>());

    /// <summary>What tries the credentials, or null if the connector names nothing.</summary>
    public SourceProbe? Probe() => parts.Probe is { } probe ? (SourceProbe)Make(probe) : null;

    /// <summary>What gives access back in the source's own way, or null if the connector names nothing.</summary>
    public SourceRevocation? Revocation() => parts.Revocation is { } part ? (SourceRevocation)Make(part) : null;

    private object Make(Type part)
    {
        var constructor = part.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Get(p.ParameterType, part))]);
    }

    private object Get(Type service, Type part) =>
        service == typeof(SourceConnection) ? connection
        : service == typeof(TimeProvider) ? time
        : service == typeof(ISourceMemory) ? memory
        : service == typeof(HttpClient)
            ? http
                ?? throw new InvalidOperationException(
                    $"{part.Name} calls its source, so the session needs an HttpClient."
                )
        : service == parts.Client ? client ??= Make(service)
        : throw new InvalidOperationException(
            $"{part.Name} asks for {service.Name}, which parts of connectors don't get."
        );
}
