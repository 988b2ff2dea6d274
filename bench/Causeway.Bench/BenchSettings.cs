using System.Globalization;
using Causeway.Server.Storage;

namespace Causeway.Bench;

/// <summary>What was asked for on the command line: pairs of <c>--name value</c>.</summary>
internal sealed class BenchSettings
{
    private readonly Dictionary<string, string> values;

    private BenchSettings(Dictionary<string, string> values) => this.values = values;

    public static BenchSettings Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
            {
                throw new ArgumentException($"'{arguments[i]}' is no --name with a value.", nameof(arguments));
            }

            values[arguments[i][2..]] = arguments[i + 1];
        }

        return new BenchSettings(values);
    }

    public string Text(string name, string otherwise) => values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) =>
        values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>
    /// The kinds of database to measure: <c>--database sqlite</c>, <c>postgres</c>, or both. PostgreSQL is the server that
    /// <c>--postgres</c> or <c>CAUSEWAY_TEST_POSTGRES</c> names.
    /// </summary>
    public IEnumerable<DatabaseKind> Databases =>
        Text("database", "both") switch
        {
            "sqlite" => [DatabaseKind.Sqlite],
            "postgres" => [DatabaseKind.Postgres],
            _ => [DatabaseKind.Sqlite, DatabaseKind.Postgres],
        };

    public string Postgres =>
        Text("postgres", Environment.GetEnvironmentVariable("CAUSEWAY_TEST_POSTGRES") ?? "") is { Length: > 0 } server
            ? server
            : throw new InvalidOperationException(
                "Name a PostgreSQL server where databases can be created: --postgres 'Host=…', or CAUSEWAY_TEST_POSTGRES."
            );
}
