using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

[assembly: AssemblyFixture(typeof(Causeway.Connectors.Tests.Tryton.TrytonServer))]

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>
/// The live Tryton that <c>./test</c> starts, with the books that <c>seed.py</c> keeps. Tests here have a database of their
/// own, <c>connector</c>; those that read compare with what the server says at that moment, so those that write may run before.
/// </summary>
public sealed class TrytonServer : IDisposable
{
    public const string Variable = "CAUSEWAY_TEST_TRYTON";
    public const int Company = 1;

    // Read at first use: the tests of other connectors run without a Tryton.
    private readonly Lazy<Dictionary<string, string>> settings = new(() =>
        (
            Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} is not set: run these tests with ./test.")
        )
            .Split(';')
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal)
    );

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Url => settings.Value["url"];

    internal HttpClient Http => http;

    internal SourceConnection Connection(
        string? company = "1",
        string? user = null,
        string? password = null,
        string database = "connector",
        string? url = null
    )
    {
        Dictionary<string, Secret> values = new(StringComparer.Ordinal)
        {
            ["url"] = new(url ?? Url),
            ["database"] = new(database),
            ["user"] = new(user ?? settings.Value["user"]),
            ["password"] = new(password ?? settings.Value["password"]),
        };
        if (company is not null)
        {
            values[SourceConnection.OrganisationField] = new Secret(company);
        }

        return new SourceConnection
        {
            ConnectionId = ConnectionId.New(TimeProvider.System),
            Values = values,
            Created = TimeProvider.System.GetUtcNow(),
        };
    }

    internal TrytonClient Client(SourceConnection? connection = null) => new(http, connection ?? Connection());

    /// <summary>Asks the server, by a client of the test's own.</summary>
    internal Task<JsonElement> AskAsync(string method, params JsonNode?[] arguments) =>
        Client().CallAsync(method, new JsonArray(arguments), CancellationToken.None);

    internal async Task<List<JsonElement>> SearchAsync(string model, JsonArray domain, params string[] fields)
    {
        var found = await Client()
            .CallAsync(
                $"model.{model}.search_read",
                [domain, 0, null, new JsonArray(new JsonArray("id", "ASC")), TrytonValue.Strings(fields)],
                CancellationToken.None
            );
        return [.. found.EnumerateArray()];
    }

    public void Dispose() => http.Dispose();
}

/// <summary>Reads with readers as the engine does.</summary>
internal static class Reading
{
    public static async Task<List<SourcePage>> PagesAsync(this Reader reader, ReadWindow? window = null)
    {
        List<SourcePage> pages = [];
        await foreach (var page in reader.FetchAsync(window ?? new ReadWindow(), CancellationToken.None))
        {
            pages.Add(page);
        }

        return pages;
    }

    public static async Task<List<TModel>> AllAsync<TModel>(this Reader reader, ReadWindow? window = null)
        where TModel : IStandardRecord
    {
        var pages = await reader.PagesAsync(window);
        return [.. pages.SelectMany(p => p.Rows).Select(row => (TModel)reader.MapJson(row.Json.Span))];
    }

    public static async Task<List<string>> IdsAsync(this Reader reader)
    {
        List<string> ids = [];
        await foreach (var page in reader.FetchIdsAsync(null, CancellationToken.None))
        {
            ids.AddRange(page.Ids);
        }

        return ids;
    }

    public static decimal Amount(this JsonElement record, string field) =>
        record.GetProperty(field).Deserialize(TrytonJson.Default.Decimal);
}
