using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Causeway.Server.Tests.Http;

/// <summary>What no well-meaning client sends.</summary>
internal static class HostileValues
{
    /// <summary>In the place of an id or another part of a path, already escaped. The web server itself refuses %00 there.</summary>
    public static readonly string[] PathParts =
    [
        "nonsense",
        "0190a000-0000-7000-8000-0000000000ff",
        "00000000-0000-0000-0000-000000000000",
        "%7B0190a000-0000-7000-8000-0000000000ff%7D",
        "-1",
        "99999999999999999999999999",
        "a%2500b",
        "%FF%FE",
        "%ED%A0%80",
        "%0D%0ASet-Cookie%3A%20x%3D1",
        "'%20OR%20'1'%3D'1",
        "%F0%9F%92%A9",
        "null",
        "%20",
        new string('x', 2_000),
    ];

    /// <summary>In the place of a query string's value, already escaped.</summary>
    public static readonly string[] QueryValues =
    [
        "",
        "-1",
        "0",
        "1.5",
        "1e9",
        "99999999999999999999999999",
        "NaN",
        "nonsense",
        "%00",
        "a%00b",
        "%FF%FE",
        "%ED%A0%80",
        "id%3D",
        "id%3D%00",
        "id%3D%22a%00b%22",
        "%7B%7B%7B",
        "a%20%26%26%20",
        "id~~~",
        "nothing%3D1",
        "-",
        "-nothing",
        "id.id.id.id",
        "';%20DROP%20TABLE%20companies;--",
        "created%3E9999-99-99",
        "modifiedDate%3C-0001-01-01T00:00:00Z",
        new string('%', 10),
        new string('x', 3_000),
    ];

    /// <summary>Parameters that any of the lists might read.</summary>
    public static readonly string[] QueryNames =
    [
        "query",
        "orderBy",
        "page",
        "pageSize",
        "tags",
        "cursor",
        "connectionId",
        "timeoutInMinutes",
        "allowSyncOnPushComplete",
        "forceUpdate",
        "q",
    ];

    /// <summary>In the place of a field of a body.</summary>
    public static IEnumerable<JsonNode?> FieldValues() =>
        [
            null,
            JsonValue.Create(7),
            JsonValue.Create(-1e300),
            JsonValue.Create(true),
            JsonValue.Create(""),
            JsonValue.Create("\0"),
            JsonValue.Create("a\0b"),
            JsonValue.Create("Nonsense"),
            JsonValue.Create("\u202e\ufeff\uffff"),
            JsonValue.Create(new string('x', 5_000)),
            JsonValue.Create("9999-99-99T99:99:99Z"),
            new JsonArray(),
            new JsonArray(null, 1, "a"),
            new JsonObject(),
            new JsonObject { ["a\0b"] = "c", ["\uffff"] = null },
            Deep(200),
        ];

    /// <summary>Bodies that are wrong as a whole.</summary>
    public static IEnumerable<HttpContent?> Bodies()
    {
        string[] texts =
        [
            "",
            " ",
            "{",
            "[",
            "nul",
            "null",
            "{\"a\":}",
            "{\"name\":\"x\",}",
            "{\"name\":\"x\"} {}",
            "// {}",
            "\"text\"",
            "123",
            "1e999",
            "[]",
            "[null]",
            "[{}]",
            "{}",
            "{\"\":1}",
            "{\"__proto__\":{}}",
            "{\"name\":\"x\",\"name\":\"y\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"name\":\"\\udc00\\ud800\"}",
            "{\"name\":\"a\\u0000b\"}",
            "{\"a\\u0000b\":1}",
            "{\"name\":1e400,\"description\":99999999999999999999999999999999}",
            $"{{\"name\":{new string('[', 20_000)}",
            new string('[', 100_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
        ];
        foreach (var text in texts)
        {
            yield return Json(Encoding.UTF8.GetBytes(text));
        }

        yield return null;
        yield return Json([0xEF, 0xBB, 0xBF, .. "{\"name\":\"x\"}"u8]);
        yield return Json([.. "{\"name\":\""u8, 0xFF, 0xFE, 0xC0, 0x80, .. "\"}"u8]);
        yield return Json([.. "{\"name\":\"a"u8, 0x00, .. "b\"}"u8]);
        yield return Json(Encoding.Unicode.GetBytes("{\"name\":\"x\"}"));
        yield return Json(Encoding.Unicode.GetBytes("{\"name\":\"\\u0000\"}"), "application/json; charset=utf-16");
        yield return Json("{\"name\":\"x\"}"u8.ToArray(), "application/json; charset=bogus");
        yield return Json("{\"name\":\"x\"}"u8.ToArray(), "text/plain");
        yield return Json("{\"name\":\"x\"}"u8.ToArray(), "application/xml");
        yield return Json("name=x&name=y"u8.ToArray(), "application/x-www-form-urlencoded");
        yield return Json("--x\r\n\r\nbroken"u8.ToArray(), "multipart/form-data; boundary=x");
        yield return Json("{\"name\":\"x\"}"u8.ToArray(), mediaType: null);
        yield return Json(TenMegabytes());
    }

    /// <summary>A body that is a text of ten megabytes in an object.</summary>
    public static byte[] TenMegabytes() =>
        Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 10 * 1024 * 1024)}\"}}");

    public static ByteArrayContent Json(byte[] body, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    private static JsonNode Deep(int levels)
    {
        JsonNode node = new JsonObject();
        for (var level = 0; level < levels; level++)
        {
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }
}
