using System.Net;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests;

public class HealthTests(CausewayApp app)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_server_is_healthy_without_a_key(string path)
    {
        using var client = app.ClientWithout();

        using var response = await client.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
