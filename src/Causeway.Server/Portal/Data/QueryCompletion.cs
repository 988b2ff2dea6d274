using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Query;
using Causeway.Server.Records;

namespace Causeway.Server.Portal.Data;

/// <summary>What the query box offers: the fields of a data type that can be asked for, each with the operators that make sense.</summary>
public static class QueryCompletion
{
    /// <summary>The fields as JSON, for the script of the box.</summary>
    public static string Of(DataType type) =>
        JsonSerializer.Serialize(
            [
                .. RecordSchema
                    .For(type)
                    .Fields.Where(f => !f.IsInArray && RecordFields.Of(type).Resolve(f.JsonPath) is not null)
                    .Select(f => new CompletionField(f.JsonPath, Kind(f), Operators(f))),
            ],
            CompletionJson.Default.ListCompletionField
        );

    private static string Kind(SchemaField field) =>
        field.Kind switch
        {
            FieldKind.Number => "number",
            FieldKind.Date => "date",
            FieldKind.Boolean => "true or false",
            _ => "text",
        };

    private static IReadOnlyList<string> Operators(SchemaField field)
    {
        QueryOperator[] operators = field.Kind switch
        {
            FieldKind.Number or FieldKind.Date =>
            [
                QueryOperator.Equal,
                QueryOperator.NotEqual,
                QueryOperator.Greater,
                QueryOperator.Less,
                QueryOperator.GreaterOrEqual,
                QueryOperator.LessOrEqual,
            ],
            FieldKind.Boolean => [QueryOperator.Equal, QueryOperator.NotEqual],
            _ when field.JsonPath is "id" => [QueryOperator.Equal, QueryOperator.NotEqual],
            _ => [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.Contains],
        };
        return [.. operators.Select(o => o.Symbol())];
    }
}

/// <summary>A field that is offered.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What it holds, in a word.</param>
/// <param name="Operators">What it can be compared with.</param>
public sealed record CompletionField(string Path, string Kind, IReadOnlyList<string> Operators);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CompletionField>))]
internal sealed partial class CompletionJson : JsonSerializerContext;
