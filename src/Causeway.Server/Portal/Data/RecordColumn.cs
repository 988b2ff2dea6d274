using System.Globalization;
using System.Text.Json;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Portal.Data;

/// <summary>A field of a record as a column: of a table on a page, or of a file.</summary>
/// <param name="Path">Its path with dots, as queries have it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="IsArray">Whether it is a list, which a cell has as JSON.</param>
public sealed record RecordColumn(string Path, FieldKind Kind, bool IsArray = false)
{
    private const int MostTexts = 5;
    private const int MostNumbers = 2;

    // What people look for first, whatever the data type.
    private static readonly string[] Wanted =
    [
        "name",
        "accountName",
        "customerName",
        "supplierName",
        "invoiceNumber",
        "orderNumber",
        "reference",
        "nominalCode",
        "code",
        "description",
        "type",
        "customerRef.companyName",
        "supplierRef.supplierName",
        "accountRef.name",
        "contactName",
        "emailAddress",
        "issueDate",
        "date",
        "postedDate",
        "dueDate",
        "createdOn",
        "createdDate",
        "status",
        "currency",
        "amount",
        "totalAmount",
        "amountDue",
        "subTotal",
        "balance",
        "currentBalance",
        "effectiveTaxRate",
    ];

    private readonly string[] names = Path.Split('.');

    /// <summary>What the column is called: its path in words.</summary>
    public string Title =>
        string.Join(
            ", ",
            names
                .Where((n, i) => i == names.Length - 1 || !n.EndsWith("Ref", StringComparison.Ordinal))
                .Select(Shell.Words.Of)
        );

    /// <summary>The columns of a table of a data type: few, and those that tell most.</summary>
    public static IReadOnlyList<RecordColumn> ForPage(DataType type)
    {
        var all = ForFile(type)
            .Where(c => !c.IsArray && c.Path is not ("id" or "modifiedDate" or "metadata.isDeleted"))
            .ToList();
        var found = Wanted.Select(path => all.Find(c => c.Path == path)).OfType<RecordColumn>().ToList();
        var chosen = found
            .Where(c => c.Kind is not FieldKind.Number)
            .Take(MostTexts)
            .Concat(found.Where(c => c.Kind is FieldKind.Number).Take(MostNumbers))
            .ToList();
        chosen.AddRange(
            all.Where(c => !chosen.Contains(c) && !c.Path.Contains('.')).Take(Math.Max(0, 4 - chosen.Count))
        );
        return chosen;
    }

    /// <summary>All columns of a data type, in the order of the model.</summary>
    public static IReadOnlyList<RecordColumn> ForFile(DataType type)
    {
        var columns = new List<RecordColumn>();
        string? array = null;
        foreach (var field in RecordSchema.For(type).Fields)
        {
            if (array is not null && field.JsonPath.StartsWith(array, StringComparison.Ordinal))
            {
                continue;
            }

            columns.Add(new RecordColumn(field.JsonPath, field.Kind, field.IsInArray));
            array = field.IsInArray ? field.JsonPath + "." : null;
        }

        return columns;
    }

    /// <summary>The field's value in a record; nothing if it has none.</summary>
    public JsonElement? Of(JsonElement record)
    {
        var value = record;
        foreach (var name in names)
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
    }

    /// <summary>The value as a person reads it.</summary>
    public string Show(JsonElement record) =>
        Of(record) is not { } value ? ""
        : value.ValueKind is JsonValueKind.True ? "Yes"
        : value.ValueKind is JsonValueKind.False ? "No"
        : Kind is FieldKind.Number && value.TryGetDecimal(out var number) ? Number(number)
        : Kind is FieldKind.Date && StandardInstant(value) is { } date ? Day(date)
        : value.ToString();

    /// <summary>An instant as the standard model writes it; nothing if it is none.</summary>
    public static DateTime? StandardInstant(JsonElement value) =>
        value.ValueKind is JsonValueKind.String
        && DateTime.TryParse(
            value.GetString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;

    private static string Number(decimal number) =>
        number.ToString(
            decimal.Round(number, 2) == number ? "#,##0.00" : "#,##0.00########",
            CultureInfo.InvariantCulture
        );

    private static string Day(DateTime date) =>
        date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy HH:mm",
            CultureInfo.InvariantCulture
        );
}
