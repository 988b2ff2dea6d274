using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Causeway.Server.Query.Syntax;

/// <summary>
/// Reads the query language: <c>property operator value</c>, joined by <c>&amp;&amp;</c> and, less tightly,
/// <c>||</c>, grouped by braces.
/// </summary>
public static class QueryParser
{
    /// <summary>The longest query that is read, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>How deep braces can be nested: more than anyone needs, and safe for every stack below.</summary>
    public const int MaxDepth = 32;

    private static readonly QueryTokenizer Tokenizer = new();

    private static readonly TokenListParser<QueryToken, QueryNode> Comparison =
        from property in Token.EqualTo(QueryToken.Property)
        from op in Token.EqualTo(QueryToken.Operator)
        from value in Token.EqualTo(QueryToken.Value).OptionalOrDefault()
        select (QueryNode)Compare(property, op, value);

    private static readonly TokenListParser<QueryToken, QueryNode> Group =
        from open in Token.EqualTo(QueryToken.Open)
        from inner in Parse.Ref(() => Any!)
        from close in Token.EqualTo(QueryToken.Close)
        select inner;

    private static readonly TokenListParser<QueryToken, QueryNode> All = Parse.Chain(
        Token.EqualTo(QueryToken.And),
        Comparison.Or(Group),
        (_, left, right) => new AndNode(left, right)
    );

    private static readonly TokenListParser<QueryToken, QueryNode> Any = Parse.Chain(
        Token.EqualTo(QueryToken.Or),
        All,
        (_, left, right) => new OrNode(left, right)
    );

    private static readonly TokenListParser<QueryToken, QueryNode> Query = Any.AtEnd();

    /// <summary>Reads a query, or says where it stops making sense, and what was expected there.</summary>
    public static QueryResult<QueryNode> Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return QueryError.Malformed(MaxLength + 1, $"A query has at most {MaxLength} characters");
        }

        if (UnusableCharacter(text) is { } unusable)
        {
            return unusable;
        }

        var tokens = Tokenizer.TryTokenize(text);
        if (!tokens.HasValue)
        {
            return Unexpected(tokens.ErrorPosition, text, tokens.FormatErrorMessageFragment());
        }

        if (TooDeep(tokens.Value) is { } tooDeep)
        {
            return tooDeep;
        }

        var query = Query.TryParse(tokens.Value);
        if (query.HasValue)
        {
            return query.Value;
        }

        var reason = query.FormatErrorMessageFragment();
        return Unexpected(
            query.ErrorPosition,
            text,
            query.Expectations is null or [] ? $"{reason}, expected `&&`, `||` or the end" : reason
        );
    }

    // No database text can hold these two, and both drivers throw over them.
    private static QueryError? UnusableCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i)))
            {
                return QueryError.Malformed(i + 1, $"The character U+{(int)text[i]:X4} is not allowed");
            }

            if (char.IsHighSurrogate(text[i]))
            {
                i++;
            }
        }

        return null;
    }

    private static QueryError? TooDeep(TokenList<QueryToken> tokens)
    {
        var depth = 0;
        foreach (var token in tokens)
        {
            depth += token.Kind switch
            {
                QueryToken.Open => 1,
                QueryToken.Close => -1,
                _ => 0,
            };
            if (depth > MaxDepth)
            {
                return QueryError.Malformed(Position(token), $"Braces can be nested {MaxDepth} deep at most");
            }
        }

        return null;
    }

    private static QueryError Unexpected(Position position, string text, string reason)
    {
        // What is missing at the end is missing after the last thing that is there.
        var end = text.AsSpan().TrimEnd().Length;
        var index = position.HasValue ? Math.Min(position.Absolute, end) : end;
        return QueryError.Malformed(index + 1, $"{char.ToUpperInvariant(reason[0])}{QueryError.Echo(reason[1..])}");
    }

    private static ComparisonNode Compare(Token<QueryToken> property, Token<QueryToken> op, Token<QueryToken> value) =>
        new ComparisonNode(
            new QueryText(property.ToStringValue(), Position(property)),
            QueryOperators.FromSymbol(op.Span.AsReadOnlySpan()),
            Position(op),
            value.HasValue
                ? new QueryText(value.ToStringValue(), Position(value))
                : new QueryText("", Position(op) + op.Span.Length)
        );

    private static int Position(Token<QueryToken> token) => token.Position.Absolute + 1;
}
