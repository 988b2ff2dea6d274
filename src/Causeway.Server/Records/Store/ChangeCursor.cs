using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;

namespace Causeway.Server.Records.Store;

/// <summary>A place in a stream's changes. To clients it is a text without meaning; a check tells a garbled one.</summary>
/// <param name="Stream">The stream's number, so that a cursor of another one is told.</param>
/// <param name="Change">The last change that was seen.</param>
public readonly record struct ChangeCursor(int Stream, long Change)
{
    private const byte Version = 1;
    private const int Content = 9;
    private const int Length = Content + 4;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out ChangeCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (
            text.Length != Base64Url.GetEncodedLength(Length)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != Length
            || bytes[0] != Version
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[Content..]) != XxHash32.HashToUInt32(bytes[..Content])
        )
        {
            return false;
        }

        cursor = new ChangeCursor(
            BinaryPrimitives.ReadInt32BigEndian(bytes[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[5..])
        );
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], Stream);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[5..], (uint)Change);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[Content..], XxHash32.HashToUInt32(bytes[..Content]));
        return Base64Url.EncodeToString(bytes);
    }
}
