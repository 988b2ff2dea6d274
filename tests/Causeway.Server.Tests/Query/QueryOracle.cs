using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Causeway.Server.Query;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Tests.Query;

/// <summary>The query language as the documents describe it, over the sample rows in memory, by means of its own.</summary>
internal static partial class QueryOracle
{
    public static List<int> Filter(string query)
    {
        QueryParser.Read(query).Succeeded(out var node, out var error).ShouldBeTrue(error?.Message);
        return [.. SampleRows.All.Where(row => IsTrue(node!, row)).Select(row => row.Id)];
    }

    public static List<int> Order(string field, bool descending)
    {
        var keyed = SampleRows.All.Select(row => (row.Id, Key: Value(row, field))).ToList();
        var present = keyed.Where(k => k.Key is not null);
        var ordered = descending
            ? present.OrderByDescending(k => k.Key, Comparer<object?>.Create(Compare)).ThenBy(k => k.Id)
            : present.OrderBy(k => k.Key, Comparer<object?>.Create(Compare)).ThenBy(k => k.Id);
        return [.. ordered.Concat(keyed.Where(k => k.Key is null)).Select(k => k.Id)];
    }

    /// <summary>The total amount of a row as far as floating point can tell.</summary>
    public static double? FloatingPoint(int id)
    {
        var row = SampleRows.All.Single(r => r.Id == id);
        return Value(row, "totalAmount") is null
            ? null
            : JsonDocument.Parse(row.Body).RootElement.GetProperty("totalAmount").GetDouble();
    }

    public static bool IsTrue(QueryNode node, SampleRow row) =>
        node switch
        {
            AndNode and => IsTrue(and.Left, row) && IsTrue(and.Right, row),
            OrNode or => IsTrue(or.Left, row) || IsTrue(or.Right, row),
            ComparisonNode { Property.Text: "children.status", Operator: QueryOperator.NotEqual } c =>
                !row.ChildStatuses.Any(s => Holds(s, QueryOperator.Equal, c.Value.Text)),
            ComparisonNode { Property.Text: "children.status" } c => row.ChildStatuses.Any(s =>
                Holds(s, c.Operator, c.Value.Text)
            ),
            ComparisonNode { Operator: QueryOperator.NotEqual } c => !Holds(
                Value(row, c.Property.Text),
                QueryOperator.Equal,
                c.Value.Text
            ),
            ComparisonNode c => Holds(Value(row, c.Property.Text), c.Operator, c.Value.Text),
            _ => throw new NotSupportedException(),
        };

    private static bool Holds(object? value, QueryOperator op, string text)
    {
        switch (value)
        {
            case null:
                return false;
            case Guid id when op is QueryOperator.Equal:
                return Guid.TryParse(text, out var other) && id == other;
            case Guid or string when op is QueryOperator.Contains:
                return value.ToString()!.ToLowerInvariant().Contains(text.ToLowerInvariant(), StringComparison.Ordinal);
            default:
                object right = value switch
                {
                    BigInteger => Scaled(text)!,
                    DateTime => Instant(text)!,
                    bool => bool.Parse(text),
                    _ => text,
                };
                var order = Compare(value, right);
                return op switch
                {
                    QueryOperator.Equal => order == 0,
                    QueryOperator.Greater => order > 0,
                    QueryOperator.Less => order < 0,
                    QueryOperator.GreaterOrEqual => order >= 0,
                    _ => order <= 0,
                };
        }
    }

    private static int Compare(object? left, object? right) =>
        (left, right) switch
        {
            (string a, string b) => CompareCodePoints(a.ToLowerInvariant(), b.ToLowerInvariant()),
            (IComparable a, _) => a.CompareTo(right),
            _ => throw new NotSupportedException(),
        };

    private static int CompareCodePoints(string a, string b) =>
        a.EnumerateRunes()
            .Select(r => r.Value)
            .Zip(b.EnumerateRunes().Select(r => r.Value), (x, y) => x.CompareTo(y))
            .FirstOrDefault(c => c != 0, a.EnumerateRunes().Count() - b.EnumerateRunes().Count());

    private static object? Value(SampleRow row, string path) =>
        path switch
        {
            "title" => row.Title,
            "count" => row.Count is { } count ? Scaled(count.ToString(CultureInfo.InvariantCulture)) : null,
            "created" => row.Created?.UtcDateTime,
            "active" => row.Active,
            "metadata.isDeleted" => row.IsDeleted,
            "uid" => row.Uid,
            _ => InJson(row.Body, path.Replace("binary.", "", StringComparison.Ordinal)),
        };

    private static object? InJson(string body, string path)
    {
        var value = JsonDocument.Parse(body).RootElement;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return (path, value.ValueKind) switch
        {
            ("name" or "customerRef.companyName", JsonValueKind.String) => value.GetString(),
            ("totalAmount", JsonValueKind.Number) => Scaled(value.GetRawText()),
            ("issueDate", JsonValueKind.String) => Instant(value.GetString()!),
            ("isPaid", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
            _ => null,
        };
    }

    // As a whole number of units of ten to the minus 600, or nothing if it is out of what the language calls a number.
    private static BigInteger? Scaled(string text)
    {
        var match = Number().Match(text);
        if (text.Length > 400 || !match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var exponent = match.Groups["exponent"] is { Success: true, Value: var e }
            ? int.Parse(e, CultureInfo.InvariantCulture)
            : 0;
        return BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture)
            * BigInteger.Pow(10, 600 - fraction.Length + exponent);
    }

    private static DateTime? Instant(string text) =>
        Iso().IsMatch(text)
        && text.Length <= 40
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new DateTime((instant.UtcTicks + 5) / 10 * 10, DateTimeKind.Utc)
            : null;

    [GeneratedRegex(
        @"^(?<whole>-?[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[-+]?[0-9]{1,2}))?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[-+][0-9]{2}:[0-9]{2})?)?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Iso();
}
