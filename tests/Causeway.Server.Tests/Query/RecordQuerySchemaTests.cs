using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Query;

namespace Causeway.Server.Tests.Query;

public sealed class RecordQuerySchemaTests
{
    private static readonly QueryField Modified = QueryField.Instant("r.modified");

    private static readonly RecordQuerySchema Invoices = new(
        "Invoice",
        RecordSchema.For(DataType.Of<Invoice>()),
        "r.body",
        new Dictionary<string, QueryField>
        {
            ["modifiedDate"] = Modified,
            ["metadata.isDeleted"] = QueryField.Flag("r.is_deleted"),
            ["id"] = QueryField.Key("r.id"),
        }
    );

    [Theory]
    [InlineData("currency", QueryKind.Text)]
    [InlineData("status", QueryKind.Text)]
    [InlineData("totalAmount", QueryKind.Number)]
    [InlineData("issueDate", QueryKind.Date)]
    [InlineData("customerRef.companyName", QueryKind.Text)]
    public void A_path_of_the_model_leads_into_the_JSON(string path, QueryKind kind)
    {
        var field = Invoices.Resolve(path).ShouldBeOfType<QueryField.Json>();

        field.Kind.ShouldBe(kind);
        field.Path.ShouldBe(path);
    }

    [Fact]
    public void The_model_says_how_a_path_is_written()
    {
        Invoices.Resolve("CUSTOMERREF.ID").ShouldBeOfType<QueryField.Json>().Path.ShouldBe("customerRef.id");
    }

    [Fact]
    public void A_path_that_a_column_has_is_read_there()
    {
        Invoices.Resolve("modifiedDate").ShouldBeSameAs(Modified);
        Invoices.Resolve("METADATA.ISDELETED").ShouldBe(QueryField.Flag("r.is_deleted"));
        Invoices.Resolve("id").ShouldBe(QueryField.Key("r.id"));
    }

    [Fact]
    public void A_column_counts_only_where_the_data_type_has_the_field()
    {
        var without = DataType.All.First(t => t is { HasMetadata: false, Json: not null });

        new RecordQuerySchema(
            "Record",
            RecordSchema.For(without),
            "r.body",
            new Dictionary<string, QueryField> { ["metadata.isDeleted"] = Modified }
        )
            .Resolve("metadata.isDeleted")
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("lineItems.unitAmount=700")]
    [InlineData("lineItems=7")]
    [InlineData("lineItems.accountRef.id=7")]
    public void An_array_is_refused_by_name(string query)
    {
        QueryFilter
            .Parse(query, Invoices)
            .Error!.Message.ShouldContain("is in an array, which can't be queried (position 1).");
    }

    [Theory]
    [InlineData("supplementalData.content=1")]
    [InlineData("customerRef=1")]
    [InlineData("nothing=1")]
    public void What_is_no_field_of_the_model_does_not_exist(string query)
    {
        QueryFilter.Parse(query, Invoices).Error!.Message.ShouldContain("Could not resolve property");
    }

    [Fact]
    public void Every_path_of_every_data_type_can_be_queried_or_is_refused()
    {
        foreach (var type in DataType.All)
        {
            var schema = new RecordQuerySchema(
                type.Key,
                RecordSchema.For(type),
                "r.body",
                new Dictionary<string, QueryField>()
            );
            foreach (var field in RecordSchema.For(type).Fields)
            {
                (schema.Resolve(field.JsonPath) is QueryField.NotQueryable).ShouldBe(
                    field.IsInArray,
                    $"{type.Key} {field.JsonPath}"
                );
            }
        }
    }
}
