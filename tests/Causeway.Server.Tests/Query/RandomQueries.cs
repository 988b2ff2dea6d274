using Causeway.Server.Query;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Tests.Query;

/// <summary>Random trees: of any text that a query can hold, or of fields and values that mean something to the sample rows.</summary>
internal sealed class RandomQueries(int seed)
{
    private const string AnyCharacter = "abzAZ019 .-_&|=!~<>{'\"\\%;:@$?,()/ÄöЖ\t😀";

    private static readonly QueryOperator[] Operators = Enum.GetValues<QueryOperator>();

    private static readonly (string Name, QueryKind Kind)[] Fields =
    [
        ("name", QueryKind.Text),
        ("customerRef.companyName", QueryKind.Text),
        ("totalAmount", QueryKind.Number),
        ("issueDate", QueryKind.Date),
        ("isPaid", QueryKind.Boolean),
        ("binary.name", QueryKind.Text),
        ("binary.totalAmount", QueryKind.Number),
        ("binary.issueDate", QueryKind.Date),
        ("binary.isPaid", QueryKind.Boolean),
        ("title", QueryKind.Text),
        ("count", QueryKind.Number),
        ("created", QueryKind.Date),
        ("active", QueryKind.Boolean),
        ("metadata.isDeleted", QueryKind.Boolean),
        ("uid", QueryKind.Identifier),
        ("children.status", QueryKind.Text),
    ];

    private readonly Random random = new(seed);

    public QueryNode AnyTree(int depth) => Tree(depth, () => Comparison(Name(), Pick(Operators), Text(12)));

    public QueryNode MeaningfulTree(int depth) => Tree(depth, MeaningfulComparison);

    public string Noise(int length) =>
        string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => Pick(Pieces)));

    /// <summary>The query with a few characters lost, doubled or replaced.</summary>
    public string Damage(string query)
    {
        for (var i = random.Next(1, 4); i > 0 && query.Length > 0; i--)
        {
            var at = random.Next(query.Length);
            query = random.Next(3) switch
            {
                0 => query.Remove(at, 1),
                1 => query.Insert(at, query[at].ToString()),
                _ => query.Remove(at, 1).Insert(at, Pick(Pieces)),
            };
        }

        return query;
    }

    private static readonly string[] Pieces =
    [
        "&&",
        "||",
        "{",
        "}",
        "=",
        "!=",
        "~",
        ">",
        "<",
        ">=",
        "<=",
        "!",
        "&",
        "|",
        " ",
        "\t",
        "a",
        "name",
        "totalAmount",
        "issueDate",
        "isPaid",
        "children.status",
        "lineItems.unitAmount",
        "uid",
        "12.5",
        "-",
        "1e5",
        "true",
        "2022-10-23",
        "T10:00:00Z",
        ".",
        "..",
        "\0",
        "\uD800",
        "😀",
        "é",
        "'",
        "\"",
        "\\",
        "$1",
        "@q0",
        "--",
        ";",
        "\u202E",
        "\uFEFF",
    ];

    private QueryNode Tree(int depth, Func<QueryNode> leaf) =>
        depth == 0 || random.Next(4) == 0 ? leaf()
        : random.Next(2) == 0 ? new AndNode(Tree(depth - 1, leaf), Tree(depth - 1, leaf))
        : new OrNode(Tree(depth - 1, leaf), Tree(depth - 1, leaf));

    private ComparisonNode MeaningfulComparison()
    {
        var (name, kind) = Pick(Fields);
        var op = Pick(
            kind switch
            {
                QueryKind.Text or QueryKind.Identifier =>
                [
                    QueryOperator.Equal,
                    QueryOperator.NotEqual,
                    QueryOperator.Contains,
                ],
                QueryKind.Boolean => [QueryOperator.Equal, QueryOperator.NotEqual],
                _ => Operators.Where(o => o is not QueryOperator.Contains).ToArray(),
            }
        );
        var value = kind switch
        {
            QueryKind.Number => Pick(SampleRows.Numbers),
            QueryKind.Date => Pick(SampleRows.Dates),
            QueryKind.Boolean => Pick(["true", "false", "True"]),
            QueryKind.Identifier => random.Next(4) == 0 ? Text(3) : SampleRows.Uid(random.Next(30)).ToString(),
            _ => Pick([.. SampleRows.Texts.Where(t => !t.Contains('}')), "linked", "PendingAuth", "a", "ö"]).Trim(),
        };
        return Comparison(name, op, value);
    }

    private string Name() =>
        string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"f{Text(3)}x"))
            .Replace('=', '-')
            .Replace('!', '-')
            .Replace('~', '-')
            .Replace('<', '-')
            .Replace('>', '-')
            .Replace('{', '-');

    private string Text(int length)
    {
        var runes = AnyCharacter.EnumerateRunes().ToArray();
        var text = string.Concat(Enumerable.Range(0, random.Next(length + 1)).Select(_ => Pick(runes).ToString()));
        return text.Replace("&&", "&", StringComparison.Ordinal)
            .Replace("&&", "&", StringComparison.Ordinal)
            .Replace("||", "|", StringComparison.Ordinal)
            .Replace("||", "|", StringComparison.Ordinal)
            .Trim();
    }

    private static ComparisonNode Comparison(string name, QueryOperator op, string value) =>
        new(new QueryText(name, 0), op, 0, new QueryText(value, 0));

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
