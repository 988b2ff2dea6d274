using System.Diagnostics;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>The embedded components, and the React example, by the published types.</summary>
public sealed class TypesTests
{
    [Fact]
    public async Task The_components_are_what_the_published_types_say_and_so_is_the_example_in_React()
    {
        var start = new ProcessStartInfo("node", ["node_modules/typescript/bin/tsc", "-p", "."])
        {
            WorkingDirectory = ClientRun.Folder(),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var tsc = Process.Start(start) ?? throw new InvalidOperationException("There is no node.");
        var said = await tsc.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tsc.WaitForExitAsync(TestContext.Current.CancellationToken);

        said.ShouldBeEmpty();
        tsc.ExitCode.ShouldBe(0);
    }
}
