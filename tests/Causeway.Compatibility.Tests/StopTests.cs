using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests;

/// <summary>How the server ends.</summary>
[Collection(nameof(Alone))]
public sealed class StopTests
{
    [Theory, EachDatabase]
    public async Task A_server_that_is_asked_to_end_does_so_cleanly_in_a_few_seconds(DatabaseKind kind)
    {
        await using var server = await ServerProcess.StartAsync(kind);
        using var answer = await server.Client.GetAsync("/health/ready");

        var (exitCode, took) = await server.StopAsync();

        exitCode.ShouldBe(0, server.Output.Text);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10), server.Output.Text);
        server.Output.Text.ShouldNotContain("fail:");
        server.Output.Text.ShouldNotContain("Exception");
    }
}
