using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace Causeway.Contracts.DataTypes;

/// <summary>
/// The paths that a query or an order can name in the records of a data type: those of the model, and what the record
/// store adds. Maps with keys of the source's or the client's choice have no paths.
/// </summary>
public sealed class RecordSchema
{
    private static readonly FrozenDictionary<DataType, RecordSchema> ByDataType = DataType.All.ToFrozenDictionary(
        t => t,
        t => new RecordSchema(t)
    );

    private readonly FrozenDictionary<string, SchemaField> byPath;

    private RecordSchema(DataType dataType)
    {
        var fields = new List<SchemaField>();
        if (dataType.Json is not null)
        {
            Add(fields, dataType.Json, "", isInArray: false);
        }

        if (dataType.HasModifiedDate)
        {
            fields.Add(new SchemaField("modifiedDate", FieldKind.Date, IsInArray: false));
        }

        if (dataType.HasMetadata)
        {
            fields.Add(new SchemaField("metadata.isDeleted", FieldKind.Boolean, IsInArray: false));
        }

        Fields = fields;
        byPath = fields.ToFrozenDictionary(f => f.JsonPath, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All paths, in the order of the model.</summary>
    public IReadOnlyList<SchemaField> Fields { get; }

    /// <summary>The schema of a data type; without a model it has only what the record store adds.</summary>
    public static RecordSchema For(DataType dataType) => ByDataType[dataType];

    /// <summary>Finds a field by its path with dots, such as <c>customerRef.id</c>, in any case.</summary>
    public bool TryResolve(string path, [NotNullWhen(true)] out SchemaField? field) =>
        byPath.TryGetValue(path, out field);

    private static void Add(List<SchemaField> fields, JsonTypeInfo type, string prefix, bool isInArray)
    {
        // A member that JSON ignores is in the list too, but cannot be read.
        foreach (var member in type.Properties.Where(m => m.Get is not null))
        {
            var path = prefix + member.Name;
            if (KindOf(member.PropertyType) is { } kind)
            {
                fields.Add(new SchemaField(path, kind, isInArray));
                continue;
            }

            var memberType = type.Options.GetTypeInfo(member.PropertyType);
            if (memberType.Kind is JsonTypeInfoKind.Object)
            {
                Add(fields, memberType, path + ".", isInArray);
            }
            else if (memberType.Kind is JsonTypeInfoKind.Enumerable)
            {
                // The array has a path of its own, so that naming it is told apart from a path that does not exist.
                fields.Add(new SchemaField(path, FieldKind.String, IsInArray: true));
                AddElement(fields, memberType, path);
            }
        }
    }

    private static void AddElement(List<SchemaField> fields, JsonTypeInfo array, string path)
    {
        var element = array.Options.GetTypeInfo(array.Type.GetGenericArguments()[0]);
        if (element.Kind is JsonTypeInfoKind.Object)
        {
            Add(fields, element, path + ".", isInArray: true);
        }
    }

    private static FieldKind? KindOf(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return value == typeof(string) || value.IsEnum ? FieldKind.String
            : value == typeof(decimal) || value == typeof(int) ? FieldKind.Number
            : value == typeof(DateTimeOffset) ? FieldKind.Date
            : value == typeof(bool) ? FieldKind.Boolean
            : null;
    }
}

/// <summary>A field that a path leads to.</summary>
/// <param name="JsonPath">The path as JSON writes it, with dots; arrays are passed through without an index.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="IsInArray">Whether the path leads to or through an array, so that it has many values or none.</param>
public sealed record SchemaField(string JsonPath, FieldKind Kind, bool IsInArray);

/// <summary>What the values of a field are.</summary>
public enum FieldKind
{
    /// <summary>Text; names of enums too.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The word that the API has for it.")]
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An instant, written as <see cref="StandardDate"/> does.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,
}
