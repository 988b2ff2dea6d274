using Causeway.Server.Query;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Tests.Query;

/// <summary>Writes a tree as the query that reads back as the same tree, and takes the positions out of trees.</summary>
internal static class QueryPrinter
{
    public static string Print(QueryNode node, string space = "") =>
        node switch
        {
            AndNode and =>
                $"{Print(and.Left, space, grouped: and.Left is OrNode)}{space}&&{space}{Print(and.Right, space, grouped: and.Right is not ComparisonNode)}",
            OrNode or =>
                $"{Print(or.Left, space)}{space}||{space}{Print(or.Right, space, grouped: or.Right is OrNode)}",
            ComparisonNode c => $"{c.Property.Text}{space}{c.Operator.Symbol()}{space}{c.Value.Text}",
            _ => throw new NotSupportedException(),
        };

    public static QueryNode WithoutPositions(QueryNode node) =>
        node switch
        {
            AndNode and => new AndNode(WithoutPositions(and.Left), WithoutPositions(and.Right)),
            OrNode or => new OrNode(WithoutPositions(or.Left), WithoutPositions(or.Right)),
            ComparisonNode c => new ComparisonNode(
                c.Property with
                {
                    Position = 0,
                },
                c.Operator,
                0,
                c.Value with
                {
                    Position = 0,
                }
            ),
            _ => throw new NotSupportedException(),
        };

    private static string Print(QueryNode node, string space, bool grouped) =>
        grouped ? $"{{{space}{Print(node, space)}{space}}}" : Print(node, space);
}
