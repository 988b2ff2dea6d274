using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Writing;

/// <summary>Builds what a writer says it accepts.</summary>
internal static class TrytonOptions
{
    public static WriteOption Record(
        string name,
        string description,
        params (string Name, WriteOption Option)[] members
    ) =>
        new()
        {
            Type = WriteOptionType.Object,
            DisplayName = name,
            Description = description,
            Required = true,
            Properties = Members(members),
        };

    public static WriteOption Object(
        string name,
        string description,
        bool required,
        params (string Name, WriteOption Option)[] members
    ) =>
        new()
        {
            Type = WriteOptionType.Object,
            DisplayName = name,
            Description = description,
            Required = required,
            Properties = Members(members),
        };

    public static WriteOption List(
        string name,
        string description,
        bool required,
        params (string Name, WriteOption Option)[] members
    ) => Object(name, description, required, members) with { Type = WriteOptionType.Array };

    /// <summary>A reference, of which only the id is needed.</summary>
    public static WriteOption Reference(string name, string description, bool required, string label = "name") =>
        Object(
            name,
            description,
            required,
            ("id", Text("Id", "The id of the record in Tryton.", required)),
            (label, Text("Name", "Not used: the id tells."))
        );

    public static WriteOption Text(string name, string description, bool required = false) =>
        Value(WriteOptionType.String, name, description, required);

    public static WriteOption Number(string name, string description, bool required = false) =>
        Value(WriteOptionType.Number, name, description, required);

    public static WriteOption Date(string name, string description, bool required = false) =>
        Value(WriteOptionType.DateTime, name, description, required);

    public static WriteOption Truth(string name, string description, bool required = false) =>
        Value(WriteOptionType.Boolean, name, description, required);

    public static WriteOption Choice(
        string name,
        string description,
        bool required,
        params IEnumerable<(string Value, string Label)> choices
    ) =>
        Text(name, description, required) with
        {
            Options =
            [
                .. choices.Select(c => new WriteOptionChoice
                {
                    Value = c.Value,
                    Type = WriteOptionType.String,
                    DisplayName = c.Label,
                }),
            ],
        };

    /// <summary>Adds a rule whose breach makes the write fail.</summary>
    public static WriteOption Ruled(this WriteOption option, string field, string rule) =>
        option with
        {
            Validation = new WriteOptionValidation(
                [.. option.Validation?.Warnings ?? [], new WriteOptionRule(field, rule)],
                option.Validation?.Information ?? []
            ),
        };

    private static WriteOption Value(WriteOptionType type, string name, string description, bool required) =>
        new()
        {
            Type = type,
            DisplayName = name,
            Description = description,
            Required = required,
        };

    private static Dictionary<string, WriteOption> Members((string Name, WriteOption Option)[] members) =>
        members.ToDictionary(m => m.Name, m => m.Option, StringComparer.Ordinal);
}
