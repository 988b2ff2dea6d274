using Causeway.Server.Query;

namespace Causeway.Server.Tests.Query;

public sealed class QueryBindingTests
{
    private static readonly IQuerySchema Datasets = new QuerySchema(
        "Dataset",
        new Dictionary<string, QueryField> { ["status"] = QueryField.Text("d.status") }
    );

    [Theory]
    [InlineData("isCompleted=true", 1)]
    [InlineData("status=Complete && isCompleted=true", 20)]
    [InlineData("{ status = x || isCompleted = true }", 17)]
    public void A_property_that_does_not_exist_is_refused_in_the_words_of_the_API(string query, int position)
    {
        QueryFilter
            .Parse(query, Datasets)
            .Error.ShouldBe(
                new QueryError(
                    $"Error parsing query - Could not resolve property isCompleted on Dataset (position {position}).",
                    position,
                    "isCompleted"
                )
            );
    }

    [Theory]
    [InlineData("totalAmount~1", 12, "totalAmount", "a number, and can't be compared with ~")]
    [InlineData("issueDate~2022", 10, "issueDate", "a date, and can't be compared with ~")]
    [InlineData("isPaid~true", 7, "isPaid", "true or false, and can't be compared with ~")]
    [InlineData("isPaid>true", 7, "isPaid", ">")]
    [InlineData("name > a", 6, "name", "a text, and can't be compared with >")]
    [InlineData("name<=a", 5, "name", "<=")]
    [InlineData("uid>=a", 4, "uid", "an id, and can't be compared with >=")]
    [InlineData("children.status<a", 16, "children.status", "<")]
    [InlineData("totalAmount=abc", 13, "totalAmount", "'abc' is not a number such as")]
    [InlineData("totalAmount=", 13, "totalAmount", "'' is not a number")]
    [InlineData("totalAmount=1,000", 13, "totalAmount", "number")]
    [InlineData("totalAmount=NaN", 13, "totalAmount", "number")]
    [InlineData("totalAmount=1e999", 13, "totalAmount", "number")]
    [InlineData("totalAmount=0x10", 13, "totalAmount", "number")]
    [InlineData("totalAmount=١", 13, "totalAmount", "number")]
    [InlineData("isPaid=1", 8, "isPaid", "'1' is not true or false")]
    [InlineData("issueDate=yesterday", 11, "issueDate", "'yesterday' is not a date such as")]
    [InlineData("issueDate = 2022-02-30", 13, "issueDate", "date")]
    [InlineData("issueDate=2022-10", 11, "issueDate", "date")]
    [InlineData("issueDate=0000-01-01", 11, "issueDate", "date")]
    [InlineData("issueDate=0001-01-01T00:00:00+01:00", 11, "issueDate", "date")]
    [InlineData("issueDate=9999-12-31T23:00:00-05:00", 11, "issueDate", "date")]
    [InlineData("lineItems.unitAmount=700", 1, "lineItems.unitAmount", "lineItems.unitAmount is in an array")]
    public void What_makes_no_sense_for_a_field_is_refused_with_the_position(
        string query,
        int position,
        string field,
        string reason
    )
    {
        QueryFilter.Parse(query, SampleDatabase.Schema).Succeeded(out _, out var error).ShouldBeFalse();

        error!.Position.ShouldBe(position, error.Message);
        error.Field.ShouldBe(field);
        error.Message.ShouldStartWith("Error parsing query - Malformed query. ");
        error.Message.ShouldContain(reason);
        error.Message.ShouldEndWith($" (position {position}).");
    }

    [Theory]
    [InlineData("nothing", 1, "Could not resolve property nothing on Sample")]
    [InlineData("-nothing", 2, "Could not resolve property nothing on Sample")]
    [InlineData("  - nothing ", 5, "Could not resolve property nothing on Sample")]
    [InlineData("name,title", 1, "Could not resolve property name,title on Sample")]
    [InlineData("name desc", 1, "Could not resolve property name desc on Sample")]
    [InlineData("--name", 2, "Could not resolve property -name on Sample")]
    [InlineData("-", 1, "Could not resolve property")]
    [InlineData("children.status", 1, "children.status can have many values")]
    [InlineData("-lineItems.unitAmount", 2, "lineItems.unitAmount is in an array")]
    [InlineData("(SELECT 1)", 1, "Could not resolve property (SELECT 1) on Sample")]
    [InlineData("name; DROP TABLE sample", 1, "Could not resolve property name; DROP TABLE sample on Sample")]
    public void An_order_by_what_is_no_single_field_is_refused(string orderBy, int position, string reason)
    {
        QueryOrder.Parse(orderBy, SampleDatabase.Schema).Succeeded(out _, out var error).ShouldBeFalse();

        error!.Position.ShouldBe(position, error.Message);
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Names_of_fields_are_matched_without_regard_to_case()
    {
        QueryFilter.Parse("STATUS=Complete", Datasets).Error.ShouldBeNull();
        QueryOrder.Parse("-Status", Datasets).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_query_lets_everything_through(string? query)
    {
        QueryFilter.Parse(query, Datasets).Value!.IsEmpty.ShouldBeTrue();
        QueryOrder.Parse(query, Datasets).Value.ShouldBeSameAs(QueryOrder.None);
    }

    [Theory]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a..b")]
    [InlineData("a\\b")]
    [InlineData("{0}")]
    [InlineData("")]
    public void A_schema_cannot_have_a_path_that_would_break_the_SQL(string path)
    {
        Should.Throw<ArgumentException>(() => QueryField.InJson(QueryKind.Text, "r.body", path));
    }
}
