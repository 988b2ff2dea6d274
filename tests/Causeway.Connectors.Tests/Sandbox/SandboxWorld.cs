using System.Text;
using System.Text.Json;
using Causeway.Connectors.Sandbox;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Connectors.Tests.Sandbox;

/// <summary>A made-up source with a clock that only a test moves.</summary>
internal sealed class SandboxWorld
{
    private readonly InMemorySourceMemory memory = new();
    private readonly Connector connector;
    private readonly string dataSet;
    private readonly DateTimeOffset created;

    public SandboxWorld(string dataSet, Connector? connector = null, string fault = "none")
    {
        this.dataSet = dataSet;
        this.connector = connector ?? new SandboxConnector();
        created = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
        Time = new FakeTimeProvider(created);
        Session = Open(fault);
    }

    public FakeTimeProvider Time { get; }

    public ConnectorSession Session { get; private set; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public SandboxWorld After(TimeSpan time)
    {
        Time.Advance(time);
        return this;
    }

    /// <summary>Authorizes again with another fault.</summary>
    public SandboxWorld With(string fault)
    {
        Session = Open(fault);
        return this;
    }

    public async Task<List<SourcePage>> PagesAsync(DataType type, string? since = null)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in Session.Reader(type).FetchAsync(new ReadWindow { Since = since }, Ct))
        {
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>All records as the source has them.</summary>
    public async Task<List<TRow>> RowsAsync<TModel, TRow>()
        where TModel : class, IStandardRecord
    {
        var pages = await PagesAsync(DataType.Of<TModel>());
        return
        [
            .. pages
                .SelectMany(p => p.Rows)
                .Select(r =>
                    (TRow)JsonSerializer.Deserialize(r.Json.Span, SandboxJson.Default.GetTypeInfo(typeof(TRow))!)!
                ),
        ];
    }

    /// <summary>All records in the standard model.</summary>
    public async Task<List<TModel>> ReadAsync<TModel>()
        where TModel : class, IStandardRecord
    {
        var reader = Session.Reader<TModel>();
        var pages = await PagesAsync(DataType.Of<TModel>());
        return [.. pages.SelectMany(p => p.Rows).Select(r => (TModel)reader.MapJson(r.Json.Span))];
    }

    public async Task<IReadOnlyList<string>> IdsAsync(DataType type)
    {
        var ids = new List<string>();
        await foreach (var page in Session.Reader(type).FetchIdsAsync(null, Ct))
        {
            ids.AddRange(page.Ids);
        }

        return ids;
    }

    public static string Text(SourceRow row) => Encoding.UTF8.GetString(row.Json.Span);

    private ConnectorSession Open(string fault) =>
        new(
            connector,
            ConnectorSession.Connection(connector, created, ("dataSet", dataSet), ("fault", fault)),
            Time,
            memory: memory
        );
}
