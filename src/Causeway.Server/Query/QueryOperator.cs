namespace Causeway.Server.Query;

/// <summary>How a property is compared with a value.</summary>
public enum QueryOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c>, also true where there is no value at all.</summary>
    NotEqual,

    /// <summary><c>~</c></summary>
    Contains,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,
}

/// <summary>How the operators are written.</summary>
public static class QueryOperators
{
    /// <summary>The operator as a query, and as SQL but for <c>~</c>, has it.</summary>
    public static string Symbol(this QueryOperator op) =>
        op switch
        {
            QueryOperator.Equal => "=",
            QueryOperator.NotEqual => "!=",
            QueryOperator.Contains => "~",
            QueryOperator.Greater => ">",
            QueryOperator.Less => "<",
            QueryOperator.GreaterOrEqual => ">=",
            _ => "<=",
        };

    internal static QueryOperator FromSymbol(ReadOnlySpan<char> symbol) =>
        symbol switch
        {
            "=" => QueryOperator.Equal,
            "!=" => QueryOperator.NotEqual,
            "~" => QueryOperator.Contains,
            ">" => QueryOperator.Greater,
            "<" => QueryOperator.Less,
            ">=" => QueryOperator.GreaterOrEqual,
            _ => QueryOperator.LessOrEqual,
        };
}
