using System.Buffers;
using System.Globalization;

namespace Causeway.Server.Records.Store;

/// <summary>
/// Writes records as they are stored, and puts what the columns know before the closing brace. A caller asks for room,
/// fills it with the record's bytes, and ends it.
/// </summary>
internal sealed class RecordWriter(IBufferWriter<byte> output, bool hasMetadata, bool hasModifiedDate)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MinValue;

    // Records that came together have the same date, so the last ending usually fits the next record.
    private byte[] ending = [];
    private (bool IsDeleted, DateTimeOffset Modified) endingOf = (false, Never);
    private Memory<byte> room;

    /// <summary>Room for the record as it is stored.</summary>
    public Span<byte> Room(int length)
    {
        room = output.GetMemory(length)[..length];
        return room.Span;
    }

    /// <summary>Writes the record that fills the room.</summary>
    public void End(bool isDeleted, DateTimeOffset modified) => Close(Open(), isDeleted, modified);

    /// <summary>Writes what fills the room, and nothing more.</summary>
    public void EndAsIs() => output.Advance(room.Length);

    /// <summary>Writes the record that fills the room up to its closing brace.</summary>
    /// <returns>Whether it has no member yet.</returns>
    public bool Open()
    {
        var brace = room.Span.LastIndexOf((byte)'}');
        if (brace < 0)
        {
            throw new InvalidOperationException("What is stored is not a JSON object.");
        }

        var isEmpty = room.Span[..brace].TrimEnd(" \t\r\n"u8) is [.., (byte)'{'];
        output.Advance(brace);
        return isEmpty;
    }

    /// <summary>Ends the record with what the columns know.</summary>
    public void Close(bool isEmpty, bool isDeleted, DateTimeOffset modified)
    {
        if (ending.Length == 0 || endingOf != (isDeleted, modified))
        {
            ending = Ending(isDeleted, modified);
            endingOf = (isDeleted, modified);
        }

        output.Write(isEmpty && ending[0] == ',' ? ending.AsSpan(1) : ending);
    }

    private byte[] Ending(bool isDeleted, DateTimeOffset modified)
    {
        var text = "";
        if (hasMetadata)
        {
            text += isDeleted ? ",\"metadata\":{\"isDeleted\":true}" : ",\"metadata\":{\"isDeleted\":false}";
        }

        if (hasModifiedDate)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $",\"modifiedDate\":\"{modified.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\""
            );
        }

        return System.Text.Encoding.UTF8.GetBytes(text + "}");
    }
}
