using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Causeway.Bench.Load;

/// <summary>Reads one answer after the other from a connection, and checks that each is a success.</summary>
internal sealed class HttpAnswer
{
    private readonly byte[] buffer = new byte[1024 * 1024];
    private int length;

    public async Task ReadAsync(Socket socket)
    {
        length = 0;
        while (!IsWhole())
        {
            if (length == buffer.Length)
            {
                throw new InvalidOperationException("The answer is too long.");
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new InvalidOperationException("The server hung up.");
            }

            length += read;
        }

        if (!Bytes.StartsWith("HTTP/1.1 20"u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(Bytes[..Math.Min(length, 500)]));
        }
    }

    private ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    // Nothing is sent before the answer is read, so what is there is one answer: of the length that its header says, or
    // in chunks, of which the last is empty.
    private bool IsWhole()
    {
        var head = Bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = Bytes[..head].IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(Bytes[(at + 18)..], out int content, out _)
            ? length >= head + 4 + content
            : Bytes.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
