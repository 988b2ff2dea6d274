using System.Text.Json;

namespace Causeway.Server.Tests.Query;

/// <summary>A row that is filtered: a record's JSON, columns, and rows that belong to it.</summary>
internal sealed record SampleRow(int Id, string Body)
{
    public string? Title { get; init; }

    public int? Count { get; init; }

    public DateTimeOffset? Created { get; init; }

    public bool? Active { get; init; }

    public bool IsDeleted { get; init; }

    public Guid? Uid { get; init; }

    public IReadOnlyList<string?> ChildStatuses { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>Rows as they should be, and rows that were made to break a query.</summary>
internal static class SampleRows
{
    public static readonly string[] Texts =
    [
        "",
        " ",
        "Acme",
        "ACME Ltd",
        "acme ltd",
        "ÄPFEL & Söhne",
        "äpfel & söhne",
        "ЖУК",
        "жук",
        "100%",
        "100_",
        "1000",
        "a\\b",
        "a\"b",
        "it's",
        "'; DROP TABLE sample; --",
        "\" OR 1=1",
        "$1",
        "@q0",
        ":q0",
        "{0}",
        "null",
        "true",
        "12.5",
        "2022-10-23",
        "😀",
        "tab\there",
        "line\nbreak",
        "x & y",
        "x|y",
    ];

    // JSON as it stands in a document, so that each is written the way it arrived.
    public static readonly string[] Numbers =
    [
        "0",
        "-0",
        "0.0",
        "0.1",
        "0.10",
        "0.1000000000000000000000000001",
        "1",
        "1.0",
        "1e0",
        "-12.5",
        "12.5",
        "12.50",
        "1E2",
        "100",
        "99.99999999999999",
        "100.00000000000000000001",
        "583.3333333333",
        "9007199254740993",
        "9007199254740992",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "1e28",
        "1e-28",
    ];

    public static readonly string[] Dates =
    [
        "2022-10-23",
        "2022-10-23T00:00:00",
        "2022-10-23T00:00:00Z",
        "2022-10-23T00:00Z",
        "2022-10-22T19:00:00-05:00",
        "2022-10-23T14:00:00+14:00",
        "2022-10-23T00:00:00.000001Z",
        "2022-10-23T00:00:00.1234567",
        "2022-10-23T00:00:00.123457Z",
        "2022-10-23T23:59:59.999Z",
        "2022-10-24",
        "2024-02-29",
        "2000-02-29T12:00:00Z",
        "0001-01-01T00:00:00",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "1970-01-01T00:00:00+00:00",
    ];

    private static readonly string[] Odd =
    [
        "null",
        "\"\"",
        "true",
        "false",
        "\"true\"",
        "{}",
        "[]",
        "[1,2]",
        "{\"a\":1}",
        "\"12.5\"",
        "\"NaN\"",
        "\"Infinity\"",
        "12.5",
        "1e400",
        "-1e99",
        "20221023",
        "[\"2022-10-23\"]",
        "\"2022-02-30\"",
        "\"2023-02-29\"",
        "\"1900-02-29\"",
        "\"2022-13-01\"",
        "\"2022-00-10\"",
        "\"2022-10-00\"",
        "\"0000-01-01\"",
        "\"2022-10-23T24:00:00\"",
        "\"2022-10-23T10:60:00\"",
        "\"2022-10-23T10:00:60\"",
        "\"2022-10-23T10:00:00+15:00\"",
        "\"2022-10-23T10:00:00+14:30\"",
        "\"2022-10-23T10:00:00.\"",
        "\"2022-10-23T10:00:00 UTC\"",
        "\"2022-10-23 10:00:00\"",
        "\"2022-10-23\\n\"",
        "\"infinity\"",
        "\"now\"",
        "\"epoch\"",
        "\"23/10/2022\"",
        "\"١٢٣٤-١٠-١٠\"",
        $"\"2022-10-23T10:00:00.{new string('1', 200)}Z\"",
        $"{new string('9', 500)}",
        $"0.{new string('1', 500)}",
        "\"\\ud83d\\ude00\"",
        "\"\\u0041cme\"",
    ];

    public static IReadOnlyList<SampleRow> All { get; } = [.. Make()];

    private static IEnumerable<SampleRow> Make()
    {
        var id = 0;
        foreach (
            var body in new[] { "{}", "[]", "3", "null", "\"text\"", "{\"customerRef\":[{\"companyName\":\"Acme\"}]}" }
        )
        {
            yield return new SampleRow(++id, body);
        }

        foreach (var odd in Odd)
        {
            yield return new SampleRow(++id, Body(odd, odd, odd, odd));
        }

        var longest = new[] { Texts.Length, Numbers.Length, Dates.Length }.Max();
        for (var i = 0; i < longest; i++)
        {
            var (text, number, date) = (Texts[i % Texts.Length], Numbers[i % Numbers.Length], Dates[i % Dates.Length]);
            yield return new SampleRow(
                ++id,
                Body(JsonSerializer.Serialize(text), number, $"\"{date}\"", i % 2 == 0 ? "true" : "false")
            )
            {
                Title = i % 7 == 6 ? null : text,
                Count = i % 5 == 4 ? null : i - 10,
                Created =
                    i % 6 == 5
                        ? null
                        : new DateTimeOffset(2022, 10, 23, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(i * 500),
                Active = (i % 3) switch
                {
                    0 => true,
                    1 => false,
                    _ => null,
                },
                IsDeleted = i % 4 == 0,
                Uid = i % 3 == 2 ? null : Uid(i),
                ChildStatuses =
                [
                    .. Enumerable
                        .Range(0, i % 4)
                        .Select(n =>
                            n == 2 ? null
                            : i % 2 == n ? "Linked"
                            : "PendingAuth"
                        ),
                ],
                Tags =
                    i % 2 == 0
                        ? new Dictionary<string, string> { ["region"] = i % 4 == 0 ? "UK" : "fr", ["it's"] = text }
                        : new Dictionary<string, string>(),
            };
        }
    }

    public static Guid Uid(int i) => new($"0195a1b2-c3d4-7e5f-8a9b-{i:x12}");

    private static string Body(string text, string number, string date, string flag) =>
        $$"""{"name":{{text}},"totalAmount":{{number}},"issueDate":{{date}},"isPaid":{{flag}},"customerRef":{"companyName":{{text}},"id":"x"},"lineItems":[{"unitAmount":7}]}""";
}
