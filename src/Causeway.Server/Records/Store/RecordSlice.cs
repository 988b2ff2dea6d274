using System.Buffers;

namespace Causeway.Server.Records.Store;

/// <summary>Some records of a list in a row, in memory, each as it is served; used again for those that follow.</summary>
public sealed class RecordSlice
{
    private const int MostRecords = 1_000;

    // Records may be large: so many bytes are enough, however few they are.
    private const int EnoughBytes = 2 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> bytes = new(64 * 1024);
    private readonly List<int> ends = [];

    /// <summary>How many records there are; none once the list is over.</summary>
    public int Count => ends.Count;

    /// <summary>One record's JSON.</summary>
    public ReadOnlyMemory<byte> this[int index] => bytes.WrittenMemory[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    /// <summary>The place of the last record, after which the next slice begins.</summary>
    internal long Last { get; private set; }

    /// <summary>The most records to read.</summary>
    internal static int Limit => MostRecords;

    /// <summary>What records are written to.</summary>
    internal IBufferWriter<byte> Output => bytes;

    internal bool IsFull => ends.Count >= MostRecords || bytes.WrittenCount >= EnoughBytes;

    /// <summary>Forgets the records, but not where they ended.</summary>
    internal void Begin()
    {
        bytes.ResetWrittenCount();
        ends.Clear();
    }

    /// <summary>A record was written.</summary>
    internal void End(long place)
    {
        ends.Add(bytes.WrittenCount);
        Last = place;
    }
}
