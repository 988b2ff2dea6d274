namespace Causeway.Server.Query.Syntax;

/// <summary>A query as it was written: the tree, before any of its properties is known.</summary>
public abstract record QueryNode;

/// <summary><c>Left &amp;&amp; Right</c></summary>
public sealed record AndNode(QueryNode Left, QueryNode Right) : QueryNode;

/// <summary><c>Left || Right</c></summary>
public sealed record OrNode(QueryNode Left, QueryNode Right) : QueryNode;

/// <summary>A property, an operator and a value, each with its place.</summary>
public sealed record ComparisonNode(QueryText Property, QueryOperator Operator, int OperatorPosition, QueryText Value)
    : QueryNode;

/// <summary>A piece of the query.</summary>
/// <param name="Text">Without the spaces around it.</param>
/// <param name="Position">Where it starts, from 1.</param>
public sealed record QueryText(string Text, int Position);
