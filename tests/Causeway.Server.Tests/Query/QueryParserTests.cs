using Causeway.Server.Query;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Tests.Query;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("a=1", "a=1")]
    [InlineData("  a  =  1  ", "a=1")]
    [InlineData("a!=1", "a!=1")]
    [InlineData("a~1", "a~1")]
    [InlineData("a>1", "a>1")]
    [InlineData("a<1", "a<1")]
    [InlineData("a>=1", "a>=1")]
    [InlineData("a<=1", "a<=1")]
    [InlineData("customerRef.id=61", "customerRef.id=61")]
    [InlineData("a=1&&b=2&&c=3", "a=1&&b=2&&c=3")]
    [InlineData("a=1||b=2&&c=3", "a=1||b=2&&c=3")]
    [InlineData("{a=1||b=2}&&c=3", "{a=1||b=2}&&c=3")]
    [InlineData("{ { a = 1 } }", "a=1")]
    [InlineData("a=1&&{b=2&&c=3}", "a=1&&{b=2&&c=3}")]
    [InlineData(
        "{totalAmount > 100 || totalAmount < 50} && status != paid",
        "{totalAmount>100||totalAmount<50}&&status!=paid"
    )]
    [InlineData(
        "date>=2021-09-03T12:00:00.000Z&&date<=2021-09-17T23:59:59.999",
        "date>=2021-09-03T12:00:00.000Z&&date<=2021-09-17T23:59:59.999"
    )]
    [InlineData("my key=5", "my key=5")]
    [InlineData("R&D=yes", "R&D=yes")]
    public void A_query_is_read_as_it_is_meant(string text, string canonical)
    {
        QueryParser.Read(text).Succeeded(out var node, out var error).ShouldBeTrue(error?.Message);

        QueryPrinter.Print(node!).ShouldBe(canonical);
    }

    [Fact]
    public void And_binds_tighter_than_or_and_both_group_from_the_left()
    {
        var node = Read("a=1||b=2&&c=3||d=4");

        node.ShouldBe(new OrNode(new OrNode(Is("a", "1"), new AndNode(Is("b", "2"), Is("c", "3"))), Is("d", "4")));
    }

    [Theory]
    [InlineData("a=Smith & Sons", "Smith & Sons")]
    [InlineData("a=x|y", "x|y")]
    [InlineData("a==1", "=1")]
    [InlineData("a=!b", "!b")]
    [InlineData("a=b=c", "b=c")]
    [InlineData("a={b", "{b")]
    [InlineData("a=<script>", "<script>")]
    [InlineData("a=\"quoted\"", "\"quoted\"")]
    [InlineData("a=it's", "it's")]
    [InlineData("a=100%_\\", "100%_\\")]
    [InlineData("a=Ünïcödé 😀", "Ünïcödé 😀")]
    [InlineData("a=1 = 2 AND 3", "1 = 2 AND 3")]
    [InlineData("a= \t two  words \r\n", "two  words")]
    [InlineData("a=", "")]
    [InlineData("a=  ", "")]
    [InlineData("{a=}", "")]
    public void A_value_is_raw_text_without_the_spaces_around_it(string text, string value)
    {
        Read(text).ShouldBe(Is("a", value));
    }

    [Fact]
    public void An_empty_value_can_be_followed_by_more()
    {
        Read("a=&&b= ||c=").ShouldBe(new OrNode(new AndNode(Is("a", ""), Is("b", "")), Is("c", "")));
    }

    [Fact]
    public void Everything_has_its_position()
    {
        QueryParser
            .Read(" { ab >= 12 } ")
            .Value.ShouldBe(
                new ComparisonNode(new QueryText("ab", 4), QueryOperator.GreaterOrEqual, 7, new QueryText("12", 10))
            );
        QueryParser
            .Read("a=")
            .Value.ShouldBe(new ComparisonNode(new QueryText("a", 1), QueryOperator.Equal, 2, new QueryText("", 3)));
    }

    [Theory]
    [InlineData("", 1, "a property")]
    [InlineData("   ", 1, "a property")]
    [InlineData("a", 2, "an operator")]
    [InlineData("status Linked  ", 14, "an operator")]
    [InlineData("=1", 1, "a property")]
    [InlineData("a=1&&", 6, "a property")]
    [InlineData("a=1&&&&b=1", 6, "a property")]
    [InlineData("a=1 || || b=1", 8, "a property")]
    [InlineData("&&a=1", 1, "a property")]
    [InlineData("{a=1", 5, "`}`")]
    [InlineData("a=1}", 4, "the end")]
    [InlineData("{a=1}b=2", 6, "`&&`")]
    [InlineData("{}", 2, "a property")]
    [InlineData("}", 1, "a property")]
    [InlineData("a{b=1}", 2, "an operator")]
    [InlineData("{a}=1", 3, "an operator")]
    [InlineData("a ! b", 3, "`!=`")]
    [InlineData("a!", 2, "`!=`")]
    [InlineData("a=1&&b ! c", 8, "`!=`")]
    [InlineData("a=\0", 3, "U+0000")]
    public void A_malformed_query_is_refused_with_the_position_and_what_was_expected(
        string text,
        int position,
        string expected
    )
    {
        QueryParser.Read(text).Succeeded(out _, out var error).ShouldBeFalse();

        error!.Position.ShouldBe(position, error.Message);
        error.Message.ShouldStartWith("Error parsing query - Malformed query. ");
        error.Message.ShouldEndWith($" (position {position}).");
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        QueryParser.Read("a=1&&b=x\uD800y").Error!.Position.ShouldBe(9);
        QueryParser.Read("a=😀\uDC00\uD800").Error!.Position.ShouldBe(5);
    }

    [Fact]
    public void A_query_may_have_2048_characters_and_no_more()
    {
        var longest = $"a={new string('x', QueryParser.MaxLength - 2)}";

        Read(longest).ShouldBe(Is("a", longest[2..]));
        QueryParser.Read($"{longest}x").Error!.Position.ShouldBe(2049);
    }

    [Fact]
    public void Braces_can_be_nested_but_not_without_end()
    {
        Read($"{new string('{', 32)}a=1{new string('}', 32)}").ShouldBe(Is("a", "1"));

        QueryParser.Read($"{new string('{', 33)}a=1{new string('}', 33)}").Error!.Position.ShouldBe(33);
        QueryParser.Read(new string('{', 2000)).Error!.Position.ShouldBe(33);
    }

    [Fact]
    public void As_many_comparisons_as_fit_are_read()
    {
        Should.NotThrow(() => Read(string.Join("&&", Enumerable.Repeat("a=", 512))));
    }

    [Fact]
    public void An_error_repeats_no_more_than_a_part_of_a_long_query()
    {
        QueryParser.Read(new string('x', 2000)).Error!.Message.Length.ShouldBeLessThan(300);
        QueryParser.Read($"{{a=1}}{new string('x', 2000)}").Error!.Message.Length.ShouldBeLessThan(300);
    }

    private static QueryNode Read(string text)
    {
        QueryParser.Read(text).Succeeded(out var node, out var error).ShouldBeTrue(error?.Message);
        return QueryPrinter.WithoutPositions(node!);
    }

    private static ComparisonNode Is(string property, string value) =>
        new(new QueryText(property, 0), QueryOperator.Equal, 0, new QueryText(value, 0));
}
