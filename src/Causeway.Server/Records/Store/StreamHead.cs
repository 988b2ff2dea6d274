using Causeway.Contracts;

namespace Causeway.Server.Records.Store;

/// <summary>What a read has to know about its stream before the first record.</summary>
internal readonly record struct StreamHead(
    ConnectionId Connection,
    string IntegrationKey,
    int? Number,
    long Living,
    long Deleted,
    bool IsComplete,
    long LastChange
)
{
    /// <summary>Whether the stream can be read.</summary>
    public RecordsFound Found =>
        Number is null ? RecordsFound.NeverRead
        : IsComplete ? RecordsFound.Yes
        : RecordsFound.NotYetComplete;

    /// <summary>Whether a cursor is one of this stream.</summary>
    public bool Knows(ChangeCursor? cursor) =>
        cursor is not { } place || (place.Stream == Number && place.Change <= LastChange);

    public StreamAnswer Answer(RecordsFound found) => new(found, Connection, IntegrationKey);
}
