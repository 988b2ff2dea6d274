using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Causeway.Bench.Load;

/// <summary>
/// Sends requests over and over, one caller a connection. It does as little as it can with the answers, because it shares
/// the machine with what it measures: it looks for the end of each, and at its status.
/// </summary>
/// <param name="port">Where the server listens, on loopback.</param>
/// <param name="requests">The whole requests; each caller picks from them at random.</param>
/// <param name="callers">How many wait for an answer at any time.</param>
internal sealed class HttpLoad(int port, byte[][] requests, int callers)
{
    private const int EnoughToCompile = 60_000;

    private static readonly TimeSpan MostForWarmUp = TimeSpan.FromSeconds(30);

    /// <summary>A request with the key of the benchmarks.</summary>
    public static byte[] Request(string method, string path, string? json = null)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(ServerProcess.Key));
        var body = json is null
            ? ""
            : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n";
        return Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\n{body}\r\n{json}"
        );
    }

    public static HttpLoad Get(int port, IEnumerable<string> paths, int callers) =>
        new(port, [.. paths.Select(path => Request("GET", path))], callers);

    /// <summary>Loads the server until it has compiled what it needs, and its caches are full.</summary>
    public async Task WarmUpAsync()
    {
        var (done, started) = (0, Stopwatch.GetTimestamp());
        while (done < EnoughToCompile && Stopwatch.GetElapsedTime(started) < MostForWarmUp)
        {
            done += (await RunAsync(TimeSpan.FromSeconds(2))).Milliseconds.Count;
        }
    }

    /// <summary>Loads the server for a while.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => CallAsync(caller, started, time))
        );
        List<double> milliseconds = [.. results.SelectMany(r => r)];
        return new LoadResult(milliseconds.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, milliseconds);
    }

    private async Task<List<double>> CallAsync(int caller, long started, TimeSpan time)
    {
        var random = new Random(caller);
        var answer = new HttpAnswer();
        var times = new List<double>();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(requests[random.Next(requests.Length)]);
            await answer.ReadAsync(socket);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }
}

/// <summary>What a round of load found.</summary>
internal sealed record LoadResult(double PerSecond, List<double> Milliseconds);
