using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Causeway.Bench.Pages;

/// <summary>
/// Asks for pages over and over, one caller a connection. It does as little as it can with the answers, because it shares
/// the machine with what it measures: it looks for the end of each, and at its status.
/// </summary>
internal static class PageLoad
{
    public static async Task<LoadResult> RunAsync(int port, string key, string[] paths, int callers, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => CallAsync(port, key, paths, caller, started, time))
        );
        List<double> milliseconds = [.. results.SelectMany(r => r)];
        return new LoadResult(milliseconds.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, milliseconds);
    }

    private static async Task<List<double>> CallAsync(
        int port,
        string key,
        string[] paths,
        int caller,
        long started,
        TimeSpan time
    )
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        var random = new Random(caller);
        var buffer = new byte[1024 * 1024];
        var times = new List<double>();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var path = paths[random.Next(paths.Length)];
            var request = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\n\r\n";
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            await ReadAsync(socket, buffer);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }

    private static async Task ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new InvalidOperationException("The server hung up.");
            }

            length += read;
            // Both servers answer in chunks, so an answer ends with an empty one.
            if (buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
            {
                break;
            }

            if (length == buffer.Length)
            {
                throw new InvalidOperationException("The answer is too long.");
            }
        }

        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(buffer.AsSpan(0, Math.Min(length, 500))));
        }
    }
}

/// <summary>What a round of load found.</summary>
internal sealed record LoadResult(double PerSecond, List<double> Milliseconds);
