using System.Net;
using System.Text.Json;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>What tests expect of answers.</summary>
public static class Responses
{
    /// <summary>The answer's JSON, if it is a success.</summary>
    public static async Task<JsonElement> ShouldBeOkAsync(
        this HttpResponseMessage response,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A refusal in the API's shape, whose reason has these words.</summary>
    /// <returns>The body, for more.</returns>
    public static async Task<JsonElement> ShouldBeRefusedAsync(
        this HttpResponseMessage response,
        HttpStatusCode expected,
        params string[] words
    )
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json", text);
        var body = JsonSerializer.Deserialize<JsonElement>(text);
        body.GetProperty("statusCode").GetInt32().ShouldBe((int)expected);
        body.GetProperty("service").GetString().ShouldBe("Causeway");
        body.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
        body.GetProperty("canBeRetried").GetString().ShouldBeOneOf("True", "False", "Unknown");
        body.GetProperty("detailedErrorCode").GetInt32().ShouldBe(0);
        var reason = body.GetProperty("error").GetString().ShouldNotBeNull();
        foreach (var word in words)
        {
            reason.ShouldContain(word);
        }

        return body;
    }

    /// <summary>A refusal that names a field.</summary>
    public static async Task ShouldNameAsync(
        this HttpResponseMessage response,
        string field,
        HttpStatusCode expected = HttpStatusCode.BadRequest
    )
    {
        var body = await response.ShouldBeRefusedAsync(expected);
        body.TryGetProperty("validation", out var validation).ShouldBeTrue(body.ToString());
        validation
            .GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("itemId").GetString())
            .ShouldContain(field, body.ToString());
    }
}
