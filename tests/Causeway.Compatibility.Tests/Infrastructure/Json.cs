using System.Text.Json;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>Reading JSON in a test: a path that is not there says so, with what is.</summary>
internal static class Json
{
    /// <summary>The value at a path of names and indexes with dots between, such as <c>results.0.id</c>.</summary>
    public static JsonElement At(this JsonElement json, string path) =>
        json.TryAt(path) ?? throw new ShouldAssertException($"There is no {path} in {json}");

    public static string Text(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw new ShouldAssertException($"{path} is no text in {json}");

    public static decimal Number(this JsonElement json, string path) => json.At(path).GetDecimal();

    public static bool Has(this JsonElement json, string path) => json.TryAt(path) is not null;

    private static JsonElement? TryAt(this JsonElement json, string path)
    {
        var at = json;
        foreach (var step in path.Split('.'))
        {
            if (at.ValueKind is JsonValueKind.Object && at.TryGetProperty(step, out var member))
            {
                at = member;
            }
            else if (
                at.ValueKind is JsonValueKind.Array
                && int.TryParse(step, out var index)
                && index < at.GetArrayLength()
            )
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }
}
