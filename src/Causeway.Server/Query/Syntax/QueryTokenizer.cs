using Superpower;
using Superpower.Display;
using Superpower.Model;

namespace Causeway.Server.Query.Syntax;

internal enum QueryToken
{
    None,

    [Token(Description = "a property")]
    Property,

    [Token(Description = "an operator (=, !=, ~, >, <, >=, <=)")]
    Operator,

    [Token(Description = "a value")]
    Value,

    [Token(Example = "&&")]
    And,

    [Token(Example = "||")]
    Or,

    [Token(Example = "{")]
    Open,

    [Token(Example = "}")]
    Close,
}

/// <summary>
/// Cuts a query into tokens. What follows an operator is a value: raw text, as there is no quoting, up to what can end
/// one. An empty value is no token.
/// </summary>
internal sealed class QueryTokenizer : Tokenizer<QueryToken>
{
    protected override IEnumerable<Result<QueryToken>> Tokenize(TextSpan span)
    {
        var afterOperator = false;
        var rest = SkipSpaces(span);
        while (!rest.IsAtEnd)
        {
            var text = rest.AsReadOnlySpan();
            var (token, length) = Punctuation(text);
            if (afterOperator && token is not (QueryToken.And or QueryToken.Or or QueryToken.Close))
            {
                (token, length) = (QueryToken.Value, ValueLength(text));
            }
            else if (token is QueryToken.None)
            {
                (token, length) = (QueryToken.Property, PropertyLength(text));
            }

            if (length == 0)
            {
                yield return Result.Empty<QueryToken>(rest, ["`!=`"]);
                yield break;
            }

            var next = rest.Skip(length);
            yield return Result.Value(token, rest, next);
            afterOperator = token is QueryToken.Operator;
            rest = SkipSpaces(next);
        }
    }

    private static TextSpan SkipSpaces(TextSpan span)
    {
        var text = span.AsReadOnlySpan();
        return span.Skip(text.Length - text.TrimStart().Length);
    }

    private static (QueryToken Token, int Length) Punctuation(ReadOnlySpan<char> text) =>
        text switch
        {
            ['&', '&', ..] => (QueryToken.And, 2),
            ['|', '|', ..] => (QueryToken.Or, 2),
            ['{', ..] => (QueryToken.Open, 1),
            ['}', ..] => (QueryToken.Close, 1),
            ['!' or '>' or '<', '=', ..] => (QueryToken.Operator, 2),
            ['=' or '~' or '>' or '<', ..] => (QueryToken.Operator, 1),
            _ => (QueryToken.None, 0),
        };

    private static int ValueLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && text[end] is not '}' && !IsJunction(text[end..]))
        {
            end++;
        }

        return text[..end].TrimEnd().Length;
    }

    private static int PropertyLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (
            end < text.Length
            && text[end] is not ('=' or '!' or '~' or '>' or '<' or '{' or '}')
            && !IsJunction(text[end..])
        )
        {
            end++;
        }

        return text[..end].TrimEnd().Length;
    }

    private static bool IsJunction(ReadOnlySpan<char> text) => text is ['&', '&', ..] or ['|', '|', ..];
}
