using System.Globalization;
using System.Text;
using Causeway.Contracts.Connectors;
using Causeway.Server.Integrations;
using Causeway.Server.Query;

namespace Causeway.Server.Connections;

/// <summary>What connections can be filtered and ordered by, in a table with the alias <c>c</c>.</summary>
public sealed class ConnectionFields(ConnectorCatalog catalog)
{
    private const string InfoPrefix = "connectionInfo.";

    /// <summary>The fields.</summary>
    public IQuerySchema Schema { get; } = new Fields(catalog);

    private sealed class Fields(ConnectorCatalog catalog) : IQuerySchema
    {
        private readonly QuerySchema columns = new(
            "Connection",
            new Dictionary<string, QueryField>
            {
                ["id"] = QueryField.Id("c.id") with { IsRequired = true },
                ["companyId"] = QueryField.Id("c.company_id") with { IsRequired = true },
                ["integrationId"] = OfIntegration(catalog, m => m.IntegrationId),
                ["integrationKey"] = QueryField.Text("c.integration_key") with { IsRequired = true },
                ["sourceId"] = OfIntegration(catalog, m => m.SourceId),
                ["sourceType"] = QueryField.Text("c.source_type") with { IsRequired = true },
                ["platformName"] = QueryField.Text(Case(catalog, m => m.Name)),
                ["status"] = QueryField.Text("c.status") with { IsRequired = true },
                ["lastSync"] = QueryField.Instant("c.last_sync"),
                ["created"] = QueryField.Instant("c.created") with { IsRequired = true },
                ["linkUrl"] = QueryField.Refuse("is made from the ids, and can't be queried"),
                ["dataConnectionErrors"] = QueryField.Refuse("is an array, which can't be queried"),
                ["connectionInfo"] = QueryField.Refuse("is an object; name one of its members"),
                ["additionalProperties"] = QueryField.Refuse("is always empty, and can't be queried"),
            }
        );

        public string Entity => columns.Entity;

        public QueryField? Resolve(string path)
        {
            if (columns.Resolve(path) is { } column)
            {
                return column;
            }

            // What connectors tell about their sources: any name, as long as it is a plain one.
            return
                path.StartsWith(InfoPrefix, StringComparison.OrdinalIgnoreCase)
                && path[InfoPrefix.Length..] is { Length: > 0 } member
                && member.All(char.IsAsciiLetterOrDigit)
                ? QueryField.InJson(
                    QueryKind.Text,
                    new SqlText("c.connection_info", "CAST(c.connection_info AS json)"),
                    member
                )
                : null;
        }
    }

    // The row has the integration's key; what else is known of it is in the catalogue, and becomes part of the SQL.
    private static QueryField.Column OfIntegration(ConnectorCatalog catalog, Func<ConnectorManifest, Guid> id)
    {
        // SQLite has ids in capitals, as EF Core writes them.
        var sqlite = Case(catalog, m => id(m).ToString("D").ToUpperInvariant());
        var postgres = Case(catalog, m => id(m).ToString("D"));
        return QueryField.Id(new SqlText(sqlite, $"CAST({postgres} AS uuid)"));
    }

    private static string Case(ConnectorCatalog catalog, Func<ConnectorManifest, string> value)
    {
        var sql = new StringBuilder("CASE c.integration_key");
        foreach (var entry in catalog.All)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $" WHEN {Literal(entry.Manifest.Key)} THEN {Literal(value(entry.Manifest))}"
            );
        }

        return catalog.All.Count == 0 ? "CAST(NULL AS text)" : sql.Append(" END").ToString();
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
