using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting.Writing;

/// <summary>Builds what the writers say they accept.</summary>
internal static class Accepts
{
    public static WriteOption Record(string name, params (string Name, WriteOption Option)[] members) =>
        Object(name, $"The {name.ToLowerInvariant()} to write.", true, members);

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
            Properties = members.ToDictionary(m => m.Name, m => m.Option),
        };

    public static WriteOption List(
        string name,
        string description,
        bool required,
        params (string Name, WriteOption Option)[] members
    ) => Object(name, description, required, members) with { Type = WriteOptionType.Array };

    /// <summary>A reference to another record, by its id.</summary>
    public static WriteOption Reference(string name, string description, bool required) =>
        Object(name, description, required, ("id", Text("Id", "The id of the record.", required)));

    public static WriteOption Text(string name, string description, bool required = false) =>
        Value(WriteOptionType.String, name, description, required);

    public static WriteOption Number(string name, string description, bool required = false) =>
        Value(WriteOptionType.Number, name, description, required);

    public static WriteOption Date(string name, string description, bool required = false) =>
        Value(WriteOptionType.DateTime, name, description, required);

    public static WriteOption Boolean(string name, string description, bool required = false) =>
        Value(WriteOptionType.Boolean, name, description, required);

    /// <summary>One of some values.</summary>
    public static WriteOption Choice(string name, string description, bool required, params string[] values) =>
        Text(name, description, required) with
        {
            Options =
            [
                .. values.Select(v => new WriteOptionChoice
                {
                    Value = v,
                    Type = WriteOptionType.String,
                    DisplayName = v,
                    Required = false,
                }),
            ],
        };

    /// <summary>A rule that is told beside a value; its breach makes the write fail.</summary>
    public static WriteOption Rule(this WriteOption option, string field, string details) =>
        option with
        {
            Validation = new WriteOptionValidation([new WriteOptionRule(field, details)], []),
        };

    /// <summary>Postal addresses of a customer or a supplier.</summary>
    public static WriteOption Addresses() =>
        List(
            "Addresses",
            "Postal addresses.",
            false,
            ("type", Choice("Type", "What the address is for.", true, "Billing", "Delivery", "Unknown")),
            ("line1", Text("Line 1", "The first line.")),
            ("line2", Text("Line 2", "The second line.")),
            ("city", Text("City", "The town.")),
            ("region", Text("Region", "The region.")),
            ("postalCode", Text("Postal code", "The postal code.")),
            ("country", Text("Country", "The country."))
        );

    /// <summary>The lines of an invoice or a bill.</summary>
    public static WriteOption DocumentLines(string kind) =>
        List(
            "Line items",
            "What is sold or bought, at least one.",
            true,
            ("description", Text("Description", "What it is.")),
            ("unitAmount", Number("Unit amount", "The price of one unit, before discount and tax.")),
            ("quantity", Number("Quantity", "How many units; one if it is not sent.")),
            ("discountAmount", Number("Discount amount", "What is taken off the line.")),
            ("discountPercentage", Number("Discount percentage", "The same in percent.")),
            ("subTotal", Number("Sub-total", "After discount, before tax; checked if it is sent.")),
            ("taxAmount", Number("Tax amount", "Follows from the tax rate if it is not sent.")),
            ("totalAmount", Number("Total amount", "With tax; checked if it is sent.")),
            (
                "accountRef",
                Reference("Account", $"An account of the kind {kind}; needed unless the item has one.", false)
            ),
            ("taxRateRef", Reference("Tax rate", "The tax on the line.", false)),
            ("itemRef", Reference("Item", "The item that is sold or bought.", false)),
            (
                "tracking",
                Object(
                    "Tracking",
                    "The department of the line.",
                    false,
                    ("categoryRefs", List("Categories", "One department.", false, ("id", Text("Id", "Its id.", true))))
                )
            )
        );

    /// <summary>The lines of a payment.</summary>
    public static WriteOption PaymentLines(params string[] types) =>
        List(
            "Lines",
            "What the payment settles.",
            true,
            ("amount", Number("Amount", "The money that the line moves.", true)),
            (
                "links",
                List(
                    "Links",
                    "What is settled; the amounts are negative and add up to that of the line.",
                    true,
                    ("type", Choice("Type", "What is settled.", true, types)),
                    ("id", Text("Id", "The id of what is settled.", true)),
                    ("amount", Number("Amount", "By how much what is open changes; of a single link, the line tells."))
                )
            )
        );

    private static WriteOption Value(WriteOptionType type, string name, string description, bool required) =>
        new()
        {
            Type = type,
            DisplayName = name,
            Description = description,
            Required = required,
        };
}
