using System.Buffers.Binary;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Push;

/// <summary>The text that a write leaves on its record. It is made of the operation's key alone, so that it is the same in every attempt.</summary>
public static class PushMarker
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The marker of an operation: <c>cw-</c> and the 128 bits of its key as 26 digits of base 32.</summary>
    public static WriteMarker Of(PushOperationKey key) =>
        new(
            string.Create(
                29,
                key.Value,
                static (text, value) =>
                {
                    Span<byte> bytes = stackalloc byte[16];
                    value.TryWriteBytes(bytes, bigEndian: true, out _);
                    var rest = BinaryPrimitives.ReadUInt128BigEndian(bytes);
                    "cw-".CopyTo(text);
                    for (var i = text.Length - 1; i >= 3; i--)
                    {
                        text[i] = Digits[(int)(rest & 31)];
                        rest >>= 5;
                    }
                }
            )
        );
}
