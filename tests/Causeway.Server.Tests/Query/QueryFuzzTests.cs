using Causeway.Server.Query;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Tests.Query;

public sealed class QueryFuzzTests(SampleDatabases databases) : IClassFixture<SampleDatabases>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_text_is_a_query_or_an_error_with_a_position_inside_it(int seed)
    {
        var random = new RandomQueries(seed);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = i % 2 == 0 ? random.Noise(30) : random.Damage(QueryPrinter.Print(random.MeaningfulTree(3)));
            accepted += Check(text, QueryFilter.Parse(text, SampleDatabase.Schema).Error) ? 1 : 0;
            Check(text, QueryOrder.Parse(text, SampleDatabase.Schema).Error);
        }

        accepted.ShouldBeInRange(1_000, 30_000, "Both outcomes must be met often for this test to tell anything.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("  ")]
    public void A_tree_that_is_written_and_read_again_is_the_same(string extraSpace)
    {
        var random = new RandomQueries(3);
        var checkedTrees = 0;
        while (checkedTrees < 1_500)
        {
            var tree = random.AnyTree(5);
            var text = QueryPrinter.Print(tree, $" {extraSpace}");
            if (text.Length > QueryParser.MaxLength)
            {
                continue;
            }

            QueryParser.Read(text).Succeeded(out var node, out var error).ShouldBeTrue($"{error?.Message} in {text}");
            QueryPrinter.WithoutPositions(node!).ShouldBe(tree, text);
            Positions(node!)
                .ShouldAllBe(p => text.IndexOf(p.Text, p.Position - 1, StringComparison.Ordinal) == p.Position - 1);
            checkedTrees++;
        }
    }

    [Fact]
    public async Task Random_queries_find_the_same_everywhere()
    {
        var random = new RandomQueries(4);
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            var query = QueryPrinter.Print(random.MeaningfulTree(i % 4), " ");
            if (query.Length > QueryParser.MaxLength)
            {
                continue;
            }

            var expected = QueryOracle.Filter(query);
            (await databases.Sqlite.FilterAsync(query)).ShouldBe(expected, $"{query} on SQLite");
            (await databases.Postgres.FilterAsync(query)).ShouldBe(expected, $"{query} on PostgreSQL");
            found += expected.Count > 0 && expected.Count < SampleRows.All.Count ? 1 : 0;
        }

        found.ShouldBeGreaterThan(200, "Most queries must find some rows for this test to tell anything.");
    }

    private static bool Check(string text, QueryError? error)
    {
        if (error is not null)
        {
            error.Position.ShouldBeInRange(1, text.Length + 1, text);
            error.Message.ShouldEndWith($"(position {error.Position}).");
        }

        return error is null;
    }

    private static IEnumerable<QueryText> Positions(QueryNode node) =>
        node switch
        {
            AndNode and => Positions(and.Left).Concat(Positions(and.Right)),
            OrNode or => Positions(or.Left).Concat(Positions(or.Right)),
            ComparisonNode c => [c.Property, c.Value, new QueryText(c.Operator.Symbol(), c.OperatorPosition)],
            _ => [],
        };
}
