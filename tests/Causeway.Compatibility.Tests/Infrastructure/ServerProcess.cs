using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>
/// The built server as a process of its own, on a free loopback port. It can be killed and started again on the same data:
/// <code>
/// await using var server = await ServerProcess.StartAsync(DatabaseKind.Sqlite);
/// server.Kill();
/// await server.RestartAsync();
/// </code>
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromMinutes(3);
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly bool ownsHome;
    private Process process = null!;
    private HttpClient? client;

    // However the run of the tests ends, no server stays behind.
    static ServerProcess() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var left in Running.Values)
            {
                left.Kill();
            }
        };

    private ServerProcess(ServerHome home, IReadOnlyDictionary<string, string?> settings, bool ownsHome)
    {
        Home = home;
        this.settings = settings;
        this.ownsHome = ownsHome;
    }

    /// <summary>Where the built server lies: beside these tests.</summary>
    public static string Executable { get; } = FindExecutable();

    public ServerHome Home { get; }

    public Uri Url { get; private set; } = null!;

    public string ApiKey => Home.ApiKey;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    // Others may ask while one process follows the other.
    private int? End
    {
        get
        {
            try
            {
                return process is { HasExited: true } ended ? ended.ExitCode : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    public ServerOutput Output { get; } = new();

    /// <summary>A client with the key; it follows no redirects and keeps no cookies. A restart makes a new one.</summary>
    public HttpClient Client => client ??= NewClient(BasicKey(ApiKey));

    /// <summary>Starts a server on new data, which go when it is disposed of.</summary>
    /// <param name="kind">The database.</param>
    /// <param name="settings">More settings, named with colons; null takes one away.</param>
    public static async Task<ServerProcess> StartAsync(
        DatabaseKind kind,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var server = new ServerProcess(new ServerHome(kind), settings ?? new Dictionary<string, string?>(), true);
        return await StartOrDisposeAsync(server);
    }

    /// <summary>Starts a server, perhaps one of several, on data that stay when it is disposed of.</summary>
    public static Task<ServerProcess> StartAsync(
        ServerHome home,
        IReadOnlyDictionary<string, string?>? settings = null
    ) => StartOrDisposeAsync(new ServerProcess(home, settings ?? new Dictionary<string, string?>(), false));

    /// <summary>Starts a server that is expected to stop by itself, and waits until it has.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        ServerHome home,
        IReadOnlyDictionary<string, string?> settings
    )
    {
        await using var server = new ServerProcess(home, settings, ownsHome: false);
        server.Url = FreeAddress();
        server.Launch();
        using var patience = new CancellationTokenSource(ReadyPatience);
        await server.process.WaitForExitAsync(patience.Token);
        return (server.process.ExitCode, server.Output.Text);
    }

    /// <summary>The header that carries a key.</summary>
    public static AuthenticationHeaderValue BasicKey(string key) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));

    /// <summary>A client with a header of its own, or with none.</summary>
    public HttpClient NewClient(AuthenticationHeaderValue? authorization, CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null };
        if (cookies is not null)
        {
            handler.CookieContainer = cookies;
        }

        return new HttpClient(new TellsOfEnd(this) { InnerHandler = handler })
        {
            BaseAddress = Url,
            DefaultRequestHeaders = { Authorization = authorization },
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>Ends the process at once, as a power cut would (SIGKILL).</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
        Running.TryRemove(process.Id, out _);
    }

    /// <summary>Asks the process to end (SIGTERM) and waits.</summary>
    /// <returns>The exit code, and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        if (SendSignal(process.Id, Terminate) != 0)
        {
            throw new InvalidOperationException($"Process {process.Id} can't be signalled.\n{Output}");
        }

        using var patience = new CancellationTokenSource(ReadyPatience);
        await process.WaitForExitAsync(patience.Token);
        Running.TryRemove(process.Id, out _);
        return (process.ExitCode, Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Starts a process again on the same address and data, and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        if (!process.HasExited)
        {
            throw new InvalidOperationException("The server still runs: kill or stop it first.");
        }

        process.Dispose();
        client?.Dispose();
        client = null;
        Launch();
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (process is not null)
        {
            if (!process.HasExited)
            {
                Kill();
            }

            Running.TryRemove(process.Id, out _);
            process.Dispose();
        }

        if (ownsHome)
        {
            await Home.DisposeAsync();
        }
    }

    private static async Task<ServerProcess> StartOrDisposeAsync(ServerProcess server)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                server.Url = FreeAddress();
                server.Launch();
                try
                {
                    await server.WaitUntilReadyAsync();
                    return server;
                }
                // Another process took the port between our look and the server's.
                catch (InvalidOperationException)
                    when (attempt < 3 && server.Output.Text.Contains("already in use", StringComparison.Ordinal))
                {
                    server.process.Dispose();
                }
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(Executable)
        {
            WorkingDirectory = Home.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        var all = new Dictionary<string, string?>
        {
            ["urls"] = Url.GetLeftPart(UriPartial.Authority),
            ["Causeway:Database"] = Home.ConnectionString,
            ["Causeway:DataDirectory"] = Home.Directory,
            ["Causeway:ApiKey"] = ApiKey,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        foreach (var (name, value) in all.Where(s => s.Value is not null))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        // Each process lives for seconds only: gathering what its steady state would profit from costs a part of them.
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Output.Add(line.Data);
        Output.Begin();
        process.Start();
        Running[process.Id] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        using var probe = NewClient(authorization: null);
        while (Stopwatch.GetElapsedTime(begin) < ReadyPatience)
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync(); // and until all it printed is read
                Running.TryRemove(process.Id, out _);
                throw new InvalidOperationException(
                    $"The server ended with exit code {process.ExitCode} before it was ready.\n{Output}"
                );
            }

            // It says so just after the first request can come; to ask it before costs a failed connection each time.
            if (Output.Tells("Causeway is ready."))
            {
                try
                {
                    using var response = await probe.GetAsync("/health/ready");
                    if (response.IsSuccessStatusCode)
                    {
                        return;
                    }
                }
                catch (HttpRequestException)
                {
                    // It has ended since.
                }
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"The server was not ready after {ReadyPatience}.\n{Output}");
    }

    // The developer's own settings must not reach the server of a test.
    private static bool IsSetting(string variable) =>
        variable.StartsWith("CAUSEWAY_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || variable is "URLS" or "urls" or "DOTNET_ENVIRONMENT" or "DOTNET_URLS" or "CODECOVERAGE";

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static string FindExecutable()
    {
        // artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(
            own.Parent!.Parent!.FullName,
            "Causeway.Server",
            own.Name,
            OperatingSystem.IsWindows() ? "Causeway.Server.exe" : "Causeway.Server"
        );
        return File.Exists(path) ? path : throw new InvalidOperationException($"The server is not built: no {path}.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    // "Connection refused" says nothing of why the server has gone.
    private sealed class TellsOfEnd(ServerProcess server) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e) when (server.End is { } code)
            {
                throw new HttpRequestException($"The server has ended, with exit code {code}. {server.Output}", e);
            }
        }
    }
}
