using Causeway.Server.Storage;

[assembly: AssemblyFixture(typeof(Causeway.Compatibility.Tests.Infrastructure.SharedServers))]

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>One server on each database for all tests that neither kill nor configure theirs, and what scripts of clients did with it.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<ServerProcess>>> servers = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<ServerProcess>>(() => ServerProcess.StartAsync(kind)));

    private readonly Lock gate = new();
    private readonly Dictionary<(DatabaseKind, string), Task<ClientRun>> runs = [];

    public Task<ServerProcess> OnAsync(DatabaseKind kind) => servers[kind].Value;

    /// <summary>What a script of <c>clients/</c> did: it runs once on each database, and many tests look at it.</summary>
    public Task<ClientRun> RunAsync(DatabaseKind kind, string script)
    {
        lock (gate)
        {
            if (!runs.TryGetValue((kind, script), out var run))
            {
                run = RunOnceAsync(kind, script);
                runs[(kind, script)] = run;
            }

            return run;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private async Task<ClientRun> RunOnceAsync(DatabaseKind kind, string script) =>
        await ClientRun.StartAsync(await OnAsync(kind), script);
}
