using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Webhooks;

public class WebhookConsumersTests(CausewayApp app)
{
    [Fact]
    public async Task A_consumer_is_made_listed_changed_and_deleted()
    {
        using var response = await app.Client.PostAsJsonAsync(
            "/webhooks",
            new
            {
                url = "https://example.com/hooks",
                eventTypes = new[] { "connection.*", "invoices.write.successful" },
                companyTags = new[] { "region:uk" },
                disabled = true,
                description = "Ours",
                rateLimit = 5,
                headers = new Dictionary<string, string> { ["X-Api-Key"] = "not to be shown" },
            }
        );
        var created = await response.ShouldBeOkAsync(HttpStatusCode.Created);
        var path = $"/webhooks/{created.GetProperty("id").GetString()}";
        var listed = (await app.GetJsonAsync("/webhooks"))
            .GetProperty("results")
            .EnumerateArray()
            .Single(w => w.GetProperty("id").GetString() == created.GetProperty("id").GetString());
        using var patched = await app.Client.PatchAsJsonAsync(path, new { rateLimit = 0, disabled = false });
        var changed = await patched.ShouldBeOkAsync();
        using var deleted = await app.Client.DeleteAsync(path);
        using var gone = await app.Client.GetAsync(path);

        created.GetProperty("secret").GetString().ShouldStartWith("whsec_");
        listed.TryGetProperty("secret", out _).ShouldBeFalse();
        listed.ToString().ShouldNotContain("not to be shown");
        listed.GetProperty("headerNames")[0].GetString().ShouldBe("X-Api-Key");
        listed.GetProperty("disabled").GetBoolean().ShouldBeTrue();
        listed.GetProperty("rateLimit").GetInt32().ShouldBe(5);
        changed.GetProperty("disabled").GetBoolean().ShouldBeFalse();
        changed.TryGetProperty("rateLimit", out _).ShouldBeFalse();
        changed.GetProperty("companyTags")[0].GetString().ShouldBe("region:uk");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await gone.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("url", """{"eventTypes":["*"]}""")]
    [InlineData("url", """{"url":"example.com","eventTypes":["*"]}""")]
    [InlineData("url", """{"url":"ftp://example.com","eventTypes":["*"]}""")]
    [InlineData("url", """{"url":"https://user:word@example.com","eventTypes":["*"]}""")]
    [InlineData("eventTypes", """{"url":"https://example.com"}""")]
    [InlineData("eventTypes", """{"url":"https://example.com","eventTypes":[]}""")]
    [InlineData("eventTypes[1]", """{"url":"https://example.com","eventTypes":["*","DataSyncCompleted"]}""")]
    [InlineData("eventTypes[0]", """{"url":"https://example.com","eventTypes":["connection"]}""")]
    [InlineData("companyTags[0]", """{"url":"https://example.com","eventTypes":["*"],"companyTags":["uk"]}""")]
    [InlineData("rateLimit", """{"url":"https://example.com","eventTypes":["*"],"rateLimit":-1}""")]
    [InlineData("secret", """{"url":"https://example.com","eventTypes":["*"],"secret":"whsec_c2hvcnQ="}""")]
    [InlineData("headers.Host", """{"url":"https://example.com","eventTypes":["*"],"headers":{"Host":"x"}}""")]
    [InlineData(
        "headers.webhook-id",
        """{"url":"https://example.com","eventTypes":["*"],"headers":{"webhook-id":"x"}}"""
    )]
    [InlineData("headers.X", """{"url":"https://example.com","eventTypes":["*"],"headers":{"X":"a\nb"}}""")]
    [InlineData("mutualTls", """{"url":"https://example.com","eventTypes":["*"],"mutualTls":{"certificate":"none"}}""")]
    public async Task What_is_wrong_is_named(string field, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var response = await app.Client.PostAsync("/webhooks", content);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task A_secret_is_read_and_rotated_and_the_one_before_stays_valid_for_a_day()
    {
        var id = await CreateAsync();
        var first = await app.GetJsonAsync($"/webhooks/{id}/secret");
        using var response = await app.Client.PostAsync($"/webhooks/{id}/secret/rotate", null);
        var second = await response.ShouldBeOkAsync();

        second.GetProperty("secret").GetString().ShouldNotBe(first.GetProperty("secret").GetString());
        second.GetProperty("previousSecret").GetString().ShouldBe(first.GetProperty("secret").GetString());
        first.TryGetProperty("previousSecret", out _).ShouldBeFalse();
        (await app.GetJsonAsync($"/webhooks/{id}/secret")).ToString().ShouldBe(second.ToString());
        (await app.Client.DeleteAsync($"/webhooks/{id}")).Dispose();
    }

    [Fact]
    public async Task There_are_at_most_so_many_as_the_operator_says()
    {
        await using var small = await CausewayApp.StartAsync(
            _ => { },
            new Dictionary<string, string?> { ["Causeway:Webhooks:MaxConsumers"] = "2" }
        );
        var body = new { url = "https://example.com", eventTypes = new[] { "*" } };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => small.Client.PostAsJsonAsync("/webhooks", body))
        );

        answers.Count(a => a.StatusCode is HttpStatusCode.Created).ShouldBe(2);
        await answers
            .First(a => a.StatusCode is not HttpStatusCode.Created)
            .ShouldBeRefusedAsync(HttpStatusCode.Conflict, "2");
    }

    private async Task<string> CreateAsync()
    {
        using var response = await app.Client.PostAsJsonAsync(
            "/webhooks",
            new
            {
                url = "https://example.com",
                eventTypes = new[] { "client.*" },
                disabled = true,
            }
        );
        return (await response.ShouldBeOkAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }
}
