using System.Net;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Access;

public class AccessTests(CausewayApp app)
{
    [Theory]
    [InlineData("""{"name":"123456789012345678901234567890123456789012345678901"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"nam":"x"}""", "nam")]
    [InlineData("""{"name":"x\u0000"}""", "name")]
    public async Task A_wrong_name_is_refused(string body, string field)
    {
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Client.PostAsync("/apiKeys", content);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        using var unknown = await app.Client.DeleteAsync("/apiKeys/0190a000-0000-7000-8000-0000000000ff");
        using var nonsense = await app.Client.DeleteAsync("/apiKeys/nonsense");

        await unknown.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "API key");
        await nonsense.ShouldNameAsync("apiKeyId");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!!")]
    [InlineData("Basic gICA")]
    public async Task Without_a_good_key_nothing_is_answered(string? header)
    {
        using var client = app.ClientWithout();
        if (header is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await client.GetAsync("/companies");

        await response.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
    }
}
