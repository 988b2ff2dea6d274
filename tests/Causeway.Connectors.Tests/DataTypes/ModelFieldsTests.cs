using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Tests.DataTypes;

public sealed class ModelFieldsTests
{
    // Members that the documents do not have, and why we have them.
    private static readonly Dictionary<string, Dictionary<string, string>> Undocumented = new(StringComparer.Ordinal)
    {
        ["bankTransactions"] = new(StringComparer.Ordinal)
        {
            ["date date"] = "what a write calls clearedOnDate",
            ["counterparty string"] = "in writes, and in published examples of reads",
            ["reference string"] = "in writes",
        },
        ["transfers"] = new(StringComparer.Ordinal)
        {
            ["from.status string Reconciled|Unknown|Unreconciled|Void"] = "in published examples",
            ["to.status string Reconciled|Unknown|Unreconciled|Void"] = "in published examples",
        },
        ["commerce-orders"] = new(StringComparer.Ordinal)
        {
            ["orderLineItems[].taxes[].taxAmount number"] = "in published examples",
            ["serviceCharges[].taxes[].taxAmount number"] = "the same record as in the lines",
        },
        ["commerce-products"] = new(StringComparer.Ordinal)
        {
            ["productCategoryRefs object[]"] = "in published examples",
            ["productCategoryRefs[].id string!"] = "in published examples",
            ["productCategoryRefs[].name string"] = "in published examples",
            ["status string Published|Unknown|Unpublished"] = "in published examples",
            ["createdDate date"] = "in published examples",
            ["sourceModifiedDate date"] = "in published examples",
        },
    };

    public static TheoryData<string> Types => [.. PublishedFields.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_model_has_exactly_the_published_fields_in_their_order(string type)
    {
        var ours = Undocumented.GetValueOrDefault(type) ?? [];

        var actual = Describe(TypeInfo(type)).ToList();

        actual.Where(f => !ours.ContainsKey(f)).ShouldBe(PublishedFields.OfRecord(type).Select(f => f.ToString()));
        ours.Keys.ShouldBeSubsetOf(actual);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_record_with_every_field_comes_back_as_it_was(string type)
    {
        var json = PublishedFields.Example(type).ToJsonString(StandardJson.Wire.Options);

        var record = JsonSerializer.Deserialize(json, TypeInfo(type));

        JsonSerializer.Serialize(record, TypeInfo(type)).ShouldBe(json);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_record_without_its_required_fields_can_be_read_as_a_write_alone(string type)
    {
        var isAnyRequired = PublishedFields
            .OfRecord(type)
            .Any(f => f.IsRequired && !f.Path.Contains('.', StringComparison.Ordinal));

        JsonSerializer.Deserialize("{}", StandardJson.Writes.GetTypeInfo(TypeInfo(type).Type)).ShouldNotBeNull();

        if (isAnyRequired)
        {
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("{}", TypeInfo(type)));
        }
        else
        {
            JsonSerializer.Deserialize("{}", TypeInfo(type)).ShouldNotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_data_type_says_what_is_added_when_it_is_served(string type)
    {
        if (!DataType.TryGet(type, out var dataType))
        {
            type.ShouldBe(PublishedFields.Tree);
            return;
        }

        var published = PublishedFields.Of(type).Select(f => f.Path).ToList();

        dataType.HasMetadata.ShouldBe(published.Contains("metadata.isDeleted"));
        // The documents leave it out for products; their examples have it.
        dataType.HasModifiedDate.ShouldBe(published.Contains("modifiedDate") || type is "commerce-products");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_published_value_can_be_found_in_the_schema(string type)
    {
        if (!DataType.TryGet(type, out var dataType))
        {
            type.ShouldBe(PublishedFields.Tree);
            return;
        }

        foreach (var field in PublishedFields.Of(type).Where(f => f.Kind is not ("object" or "object[]" or "map")))
        {
            var path = field.Path.Replace("[]", "", StringComparison.Ordinal);

            RecordSchema.For(dataType).TryResolve(path.ToUpperInvariant(), out var found).ShouldBeTrue(path);

            found.JsonPath.ShouldBe(path);
            found.IsInArray.ShouldBe(field.IsInArray || field.Kind.EndsWith("[]", StringComparison.Ordinal), path);
            found.Kind.ShouldBe(
                field.Kind switch
                {
                    "number" or "integer" => FieldKind.Number,
                    "date" => FieldKind.Date,
                    "boolean" => FieldKind.Boolean,
                    _ => FieldKind.String,
                },
                path
            );
        }
    }

    [Fact]
    public void Every_model_is_compared_with_the_documents() =>
        DataType
            .All.Where(t => t.Model is not null)
            .Select(t => t.Key)
            .ShouldBe(PublishedFields.Types.Where(t => t is not PublishedFields.Tree));

    private static JsonTypeInfo TypeInfo(string type)
    {
        if (type is PublishedFields.Tree)
        {
            return StandardJson.Wire.TrackingCategoryTree;
        }

        DataType.TryGet(type, out var dataType).ShouldBeTrue();
        return dataType.Json.ShouldNotBeNull();
    }

    private static IEnumerable<string> Describe(JsonTypeInfo type, string prefix = "")
    {
        foreach (var member in type.Properties.Where(m => m.Get is not null))
        {
            var memberType = type.Options.GetTypeInfo(member.PropertyType);
            var isList = memberType.Kind is JsonTypeInfoKind.Enumerable;
            var element = isList ? type.Options.GetTypeInfo(memberType.Type.GetGenericArguments()[0]) : memberType;
            var path = prefix + member.Name;
            var value = Nullable.GetUnderlyingType(element.Type) ?? element.Type;

            member.IsSetNullable.ShouldBe(!member.IsRequired, $"{path}: either it is required or it can be null.");
            yield return new PublishedField(
                path,
                KindOf(element, value) + (isList ? "[]" : ""),
                member.IsRequired,
                value.IsEnum ? [.. Names(value)] : []
            ).ToString();

            if (element.Kind is JsonTypeInfoKind.Object && element.Type != type.Type)
            {
                foreach (var inner in Describe(element, path + (isList ? "[]." : ".")))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<string> Names(Type type) =>
        Enum.GetValues(type)
            .Cast<object>()
            .Select(v => JsonSerializer.Serialize(v, StandardJson.Wire.Options.GetTypeInfo(type)).Trim('"'));

    private static string KindOf(JsonTypeInfo type, Type value) =>
        type.Kind switch
        {
            JsonTypeInfoKind.Object => "object",
            JsonTypeInfoKind.Dictionary => "map",
            _ when value == typeof(string) || value.IsEnum => "string",
            _ when value == typeof(decimal) => "number",
            _ when value == typeof(int) => "integer",
            _ when value == typeof(bool) => "boolean",
            _ when value == typeof(DateTimeOffset) => "date",
            _ => throw new InvalidOperationException($"{value} is no type of the standard model."),
        };
}
