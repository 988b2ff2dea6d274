using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>Rows in PostgreSQL's binary COPY format.</summary>
public sealed class CopyBuffer : IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);

    /// <summary>How much is written.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    // The signature, no flags, no extension.
    private static ReadOnlySpan<byte> Start =>
        [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What comes before all rows.</summary>
    public void Header() => Start.CopyTo(Take(Start.Length));

    /// <summary>Begins a row; the values must follow in the order of the columns.</summary>
    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);

    /// <summary>What comes after all rows.</summary>
    public void Trailer() => BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);

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

    /// <summary>Forgets what is written.</summary>
    public void Clear() => Length = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Length = 0;
    }

    private Span<byte> Field(int size)
    {
        Int32(size);
        return Take(size);
    }

    private void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    private Span<byte> Take(int size)
    {
        if (buffer.Length - Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + size, 2 * buffer.Length));
            buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var span = buffer.AsSpan(Length, size);
        Length += size;
        return span;
    }
}
