using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>
/// Writes rows in PostgreSQL's binary COPY format. (The driver's own importer looks up a converter for each value, and takes
/// texts as strings; these are bytes already.)
/// </summary>
internal sealed class CopyRows : IAsyncDisposable
{
    private const int FlushAt = 64 * 1024;
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly NpgsqlRawCopyStream stream;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * FlushAt);
    private int length;
    private bool isComplete;

    private CopyRows(NpgsqlRawCopyStream stream) => this.stream = stream;

    // The signature, no flags, no extension of the header.
    private static ReadOnlySpan<byte> Header =>
        [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Begins a copy into columns of a table.</summary>
    public static async Task<CopyRows> BeginAsync(NpgsqlConnection connection, string into, CancellationToken ct)
    {
        var copy = new CopyRows(
            await connection.BeginRawBinaryCopyAsync($"COPY {into} FROM STDIN (FORMAT BINARY)", ct)
        );
        Header.CopyTo(copy.Take(Header.Length));
        return copy;
    }

    /// <summary>Begins a row; the values must follow in the order of the columns.</summary>
    public async ValueTask RowAsync(short columns, CancellationToken ct)
    {
        if (length > FlushAt)
        {
            await FlushAsync(ct);
        }

        BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);
    }

    public void Value(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Value(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(8), value);

    public void Value(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value);

    public void Value(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Value(DateTimeOffset value) => Value((value.UtcTicks - Epoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);

    public void Value(DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            Value(instant);
        }
        else
        {
            Int32(-1);
        }
    }

    public void Value(string? value)
    {
        if (value is null)
        {
            Int32(-1);
            return;
        }

        Encoding.UTF8.GetBytes(value, Field(Encoding.UTF8.GetByteCount(value)));
    }

    public void Value(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    /// <summary>Ends the copy; without it disposing gives it up, and with it the transaction.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        await FlushAsync(ct);
        isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        if (!isComplete)
        {
            await stream.CancelAsync();
        }

        await stream.DisposeAsync();
    }

    private Span<byte> Field(int size)
    {
        Int32(size);
        return Take(size);
    }

    private void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    private Span<byte> Take(int size)
    {
        if (buffer.Length - length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + size, 2 * buffer.Length));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var span = buffer.AsSpan(length, size);
        length += size;
        return span;
    }

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        await stream.WriteAsync(buffer.AsMemory(0, length), ct);
        length = 0;
    }
}
