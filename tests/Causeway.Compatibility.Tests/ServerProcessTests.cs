using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests;

/// <summary>What every other test here relies on.</summary>
public sealed class ServerProcessTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_killed_server_starts_again_on_its_data(DatabaseKind kind)
    {
        await using var server = await ServerProcess.StartAsync(kind);
        var (first, url) = (server.Id, server.Url);

        server.Kill();

        server.HasExited.ShouldBeTrue();
        await Should.ThrowAsync<HttpRequestException>(() => server.Client.GetAsync("/health/live"));

        await server.RestartAsync();

        server.Id.ShouldNotBe(first);
        server.Url.ShouldBe(url);
        using var ready = await server.Client.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, server.Output.Text);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            ServerProcess.StartAsync(home, new Dictionary<string, string?> { ["Causeway:Roles"] = "cook" })
        );

        failure.Message.ShouldContain("Causeway:Roles");
    }
}
