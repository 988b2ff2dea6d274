namespace Causeway.Server.Query;

/// <summary>A query whose properties and values are understood.</summary>
internal abstract record QueryCondition
{
    internal sealed record All(QueryCondition Left, QueryCondition Right) : QueryCondition;

    internal sealed record Any(QueryCondition Left, QueryCondition Right) : QueryCondition;

    internal sealed record Test(QueryField Field, QueryOperator Operator, QueryValue Value) : QueryCondition;
}

/// <summary>A value of the kind that its field has.</summary>
internal abstract record QueryValue
{
    internal sealed record Text(string Value) : QueryValue;

    internal sealed record Number(string Value) : QueryValue;

    internal sealed record Date(QueryInstant Value) : QueryValue;

    internal sealed record Boolean(bool Value) : QueryValue;

    // Null if the text is no UUID: then nothing equals it.
    internal sealed record Identifier(string Written, Guid? Value) : QueryValue;
}
