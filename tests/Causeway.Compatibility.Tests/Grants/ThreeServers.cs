using System.Globalization;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>Three processes on one PostgreSQL database, and the provider of a source.</summary>
public sealed class ThreeServers : IAsyncLifetime
{
    private readonly ServerHome home = new(DatabaseKind.Postgres);

    internal OAuthSource Source { get; private set; } = null!;

    public List<ServerProcess> Servers { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Source = await OAuthSource.StartAsync();
        var settings = Source.SettingsFor(home);
        for (var i = 0; i < 3; i++)
        {
            Servers.Add(await ServerProcess.StartAsync(home, settings));
        }
    }

    /// <summary>How much a test is to do: <c>CAUSEWAY_CHAOS_</c> and a name.</summary>
    public static int Size(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"CAUSEWAY_CHAOS_{name}"),
            CultureInfo.InvariantCulture,
            out var size
        )
            ? size
            : otherwise;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }

        if (Source is not null)
        {
            await Source.DisposeAsync();
        }

        await home.DisposeAsync();
    }
}
