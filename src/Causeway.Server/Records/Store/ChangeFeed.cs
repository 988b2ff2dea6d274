namespace Causeway.Server.Records.Store;

/// <summary>Goes through changes and keeps the place.</summary>
internal sealed class ChangeFeed(ChangeListing listing, StreamHead head)
{
    private readonly long after = StreamRow.Place(head.Number ?? 0, listing.After?.Change ?? 0);
    private int count;

    public ChangeCursor Cursor { get; private set; } = new(head.Number ?? 0, listing.After?.Change ?? 0);

    public bool HasMore { get; private set; }

    /// <summary>Whether the change is part of this page; one more than that is read, to know whether there is more.</summary>
    public bool Takes(long change)
    {
        if (count == listing.Limit)
        {
            HasMore = true;
            return false;
        }

        count++;
        Cursor = Cursor with { Change = StreamRow.OrdinalOf(change) };
        return true;
    }

    /// <summary>What happened, from the point of view of a reader who was at the cursor.</summary>
    public string Kind(long added, bool isDeleted) =>
        isDeleted ? "deleted"
        : added > after ? "created"
        : "updated";
}
