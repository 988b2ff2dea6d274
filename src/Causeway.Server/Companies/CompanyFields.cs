using Causeway.Server.Query;

namespace Causeway.Server.Companies;

/// <summary>What companies can be filtered and ordered by, in a table with the alias <c>c</c>.</summary>
public static class CompanyFields
{
    /// <summary>The fields of the parameter <c>query</c>.</summary>
    public static IQuerySchema Schema { get; } =
        new QuerySchema(
            "Company",
            new Dictionary<string, QueryField>
            {
                ["id"] = QueryField.Id("c.id") with { IsRequired = true },
                ["name"] = QueryField.Text("c.name") with { IsRequired = true },
                ["description"] = QueryField.Text("c.description"),
                ["created"] = QueryField.Instant("c.created") with { IsRequired = true },
                ["createdByUserName"] = QueryField.Text("c.created_by"),
                ["lastSync"] = QueryField.Instant(
                    "(SELECT MAX(s.last_sync) FROM connections s WHERE s.company_id = c.id)"
                ),
                ["referenceParentCompany.id"] = QueryField.Id("c.parent_id"),
                ["dataConnections.id"] = OfConnection(QueryField.Id("x.id")),
                ["dataConnections.status"] = OfConnection(QueryField.Text("x.status")),
                ["dataConnections.sourceType"] = OfConnection(QueryField.Text("x.source_type")),
                ["dataConnections.integrationKey"] = OfConnection(QueryField.Text("x.integration_key")),
                ["dataConnections.created"] = OfConnection(QueryField.Instant("x.created")),
                ["dataConnections.lastSync"] = OfConnection(QueryField.Instant("x.last_sync")),
                ["dataConnections"] = QueryField.Refuse("is an array; name one of its members"),
                ["products"] = QueryField.Refuse("is an array, which can't be queried"),
                ["referenceSubsidiaryCompanies"] = QueryField.Refuse("is an array, which can't be queried"),
                ["tags"] = QueryField.Refuse("is queried by the parameter tags"),
                ["redirect"] = QueryField.Refuse("is made from the id, and can't be queried"),
            }
        );

    /// <summary>The fields of the parameter <c>tags</c>.</summary>
    public static IQuerySchema Tags { get; } =
        new TagQuerySchema("Company", "company_tags t", "t.company_id = c.id", "t.key", "t.value");

    private static QueryField.AnyOf OfConnection(QueryField.Column column) =>
        QueryField.In("connections x", "x.company_id = c.id", column);
}
