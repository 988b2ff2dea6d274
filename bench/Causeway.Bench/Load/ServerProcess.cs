using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Causeway.Server.Storage;

namespace Causeway.Bench.Load;

/// <summary>A server as a process of its own, on a free port; it ends with this one.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The key that the server takes.</summary>
    public const string Key = "the-key-of-the-benchmarks-0123456789";

    private readonly Process process;

    private ServerProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Where the first administrator of the Portal is set up, if the server printed it.</summary>
    public string? SetUpPath { get; private set; }

    /// <summary>How long it took from the start of the process until it had answered once.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>The server that is measured: what <c>--server</c> names, or what was built with the benchmarks.</summary>
    public static Task<ServerProcess> StartAsync(BenchSettings settings, DatabaseOptions database) =>
        StartAsync(
            settings.Text("server", Path.Combine(AppContext.BaseDirectory, "Causeway.Server")),
            [],
            database,
            "/companies?pageSize=1"
        );

    /// <summary>The limit: this program as a bare server.</summary>
    public static Task<ServerProcess> StartBareAsync(DatabaseOptions database) =>
        StartPartAsync("bare", database, "--connection", database.ConnectionString);

    /// <summary>A part of this program as a process of its own.</summary>
    public static Task<ServerProcess> StartPartAsync(
        string part,
        DatabaseOptions database,
        params string[] arguments
    ) => StartAsync(Path.Combine(AppContext.BaseDirectory, "Causeway.Bench"), [part, .. arguments], database, "/");

    /// <summary>The processor time that it took so far, which tells more than the clock where others are at work, too.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, and the most that it ever was, in MB.</summary>
    public (long Now, long Peak) Memory() => Memory(process.Id);

    /// <inheritdoc cref="Memory()"/>
    public static (long Now, long Peak) Memory(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        return (Read("VmRSS:"), Read("VmHWM:"));

        long Read(string name) =>
            long.Parse(
                status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ')[^2],
                System.Globalization.CultureInfo.InvariantCulture
            ) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(
        string program,
        string[] arguments,
        DatabaseOptions database,
        string path
    )
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, [.. arguments, "--urls", $"http://127.0.0.1:{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Causeway__Database"] = database.ConnectionString;
        start.Environment["Causeway__DataDirectory"] = Path.GetTempPath();
        start.Environment["Causeway__ApiKey"] = Key;
        start.Environment["Causeway__Webhooks__AllowPrivateNetworks"] = "true";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var began = Stopwatch.GetTimestamp();
        var started = Process.Start(start)!;
        var server = new ServerProcess(started, port);
        // Of the greeting only the link is of use here; and what goes wrong.
        started.OutputDataReceived += (_, line) =>
        {
            Report(line.Data);
            if (line.Data?.IndexOf("/portal/set-up/", StringComparison.Ordinal) is { } at and >= 0)
            {
                server.SetUpPath = line.Data[at..].Trim();
            }
        };
        started.ErrorDataReceived += (_, line) => Report(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        await server.WaitAsync(path);
        server.FirstAnswer = Stopwatch.GetElapsedTime(began);
        return server;
    }

    private static void Report(string? line)
    {
        if (
            line is not null
            && (
                line.StartsWith("fail", StringComparison.Ordinal)
                || line.Contains("Exception", StringComparison.Ordinal)
            )
        )
        {
            Console.Error.WriteLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync(string path)
    {
        for (var attempt = 0; attempt < 6000 && !process.HasExited; attempt++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
            }
            catch (SocketException)
            {
                await Task.Delay(10);
                continue;
            }

            await socket.SendAsync(HttpLoad.Request("GET", path));
            await new HttpAnswer().ReadAsync(socket);
            return;
        }

        throw new InvalidOperationException("The server did not start.");
    }
}
