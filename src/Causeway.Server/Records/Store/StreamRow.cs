namespace Causeway.Server.Records.Store;

/// <summary>
/// A stream's row while its writer holds it. Whoever holds it hands out the next ordinals and changes, so both are in
/// commit order and without gaps, and counts cost nothing to read.
/// </summary>
internal sealed class StreamRow
{
    private const int CounterBits = 32;

    /// <summary>Stands for company, connection and data type in the big tables.</summary>
    public required int Number { get; init; }

    /// <summary>How many records the stream ever had; as rows stay when records vanish, how many rows it has.</summary>
    public long LastOrdinal { get; set; }

    public long LastChange { get; set; }

    public DateTimeOffset LastModified { get; set; } = DateTimeOffset.UnixEpoch;

    public long Living { get; set; }

    public long Deleted { get; set; }

    /// <summary>The latest scan.</summary>
    public long Generation { get; set; }

    /// <summary>The ordinal up to which that scan's sweep got.</summary>
    public long Swept { get; set; }

    public DateTimeOffset? Completed { get; set; }

    /// <summary>Where a record stands in the list: the stream's number, then its ordinal. Changes are numbered in the same way.</summary>
    public static long Place(int stream, long counter) =>
        counter <= uint.MaxValue
            ? ((long)stream << CounterBits) | counter
            : throw new InvalidOperationException($"The stream {stream} has used up its numbers.");

    public static long OrdinalOf(long place) => place & uint.MaxValue;

    public long Place(long counter) => Place(Number, counter);

    public long NextPlace() => Place(++LastOrdinal);

    public long NextChange() => Place(++LastChange);

    /// <summary>
    /// The <c>modifiedDate</c> of what changes now. It has whole seconds, as the API writes it, and never goes back in a
    /// stream, whatever the clocks of several processes do: who asks for what changed since the last read misses nothing.
    /// </summary>
    public DateTimeOffset Moment(DateTimeOffset now)
    {
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return LastModified = second > LastModified ? second : LastModified;
    }

    /// <summary>Takes note of the scan that is at work.</summary>
    /// <returns>Whether it is a new one, and what the one before it saw is to be forgotten.</returns>
    public bool Begin(long generation)
    {
        if (generation < Generation)
        {
            throw Superseded(generation);
        }

        if (generation == Generation)
        {
            return false;
        }

        (Generation, Swept) = (generation, 0);
        return true;
    }

    /// <summary>Nothing may be taken for deleted on the word of a scan whose notes are gone.</summary>
    public void MustBe(long generation)
    {
        if (generation != Generation)
        {
            throw Superseded(generation);
        }
    }

    private InvalidOperationException Superseded(long generation) =>
        new($"The scan {generation} of the stream {Number} is not the latest one, which is {Generation}.");
}
