namespace Causeway.Contracts.Connectors;

/// <summary>Describes what a source accepts for a value of a write; the API's options model.</summary>
public sealed record WriteOption
{
    /// <summary>The kind of value.</summary>
    public required WriteOptionType Type { get; init; }

    /// <summary>The name that a person reads.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the value means to the source.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the source refuses a record without it.</summary>
    public bool Required { get; init; }

    /// <summary>The members of an object, or of the elements of an array.</summary>
    public IReadOnlyDictionary<string, WriteOption>? Properties { get; init; }

    /// <summary>The only values allowed, where there is such a list.</summary>
    public IReadOnlyList<WriteOptionChoice>? Options { get; init; }

    /// <summary>Rules that the source applies.</summary>
    public WriteOptionValidation? Validation { get; init; }
}

/// <summary>One of the values allowed.</summary>
public sealed record WriteOptionChoice
{
    /// <summary>The value to send.</summary>
    public required string Value { get; init; }

    /// <summary>The kind of value.</summary>
    public required WriteOptionType Type { get; init; }

    /// <summary>The name that a person reads.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the value means.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the value must be sent.</summary>
    public bool Required { get; init; }
}

/// <summary>Rules that a source applies to a value.</summary>
/// <param name="Warnings">Rules whose breach makes the write fail.</param>
/// <param name="Information">Hints.</param>
public sealed record WriteOptionValidation(
    IReadOnlyList<WriteOptionRule> Warnings,
    IReadOnlyList<WriteOptionRule> Information
);

/// <summary>One rule.</summary>
/// <param name="Field">The field, in Pascal case as the API writes it here.</param>
/// <param name="Details">The rule, for a person.</param>
public sealed record WriteOptionRule(string Field, string Details);

/// <summary>Kinds of value in a write.</summary>
public enum WriteOptionType
{
    /// <summary>A list.</summary>
    Array,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A text.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An instant or a day.</summary>
    DateTime,

    /// <summary>A file.</summary>
    File,

    /// <summary>A form with a file.</summary>
    MultiPart,
}
