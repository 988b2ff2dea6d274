using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Query;

namespace Causeway.Server.Records.Store;

/// <summary>
/// Writes what is stored to responses. The bytes go from the database to the client as they are, with what the columns
/// know put before the closing brace. Nothing of a response is begun unless the answer is <see cref="RecordsFound.Yes"/>.
/// </summary>
public interface IRecordReads
{
    /// <summary>Writes a page of records.</summary>
    Task<StreamAnswer> WritePageAsync(
        RecordScope scope,
        RecordListing listing,
        HttpResponse response,
        CancellationToken ct
    );

    /// <summary>Writes one record.</summary>
    /// <param name="scope">Where it is.</param>
    /// <param name="id">Its key; null for the one record of a data type that has no more.</param>
    /// <param name="response">Gets the record.</param>
    /// <param name="ct">Gives up.</param>
    Task<StreamAnswer> WriteRecordAsync(RecordScope scope, string? id, HttpResponse response, CancellationToken ct);

    /// <summary>Writes one record with all records below it, as <c>subCategories</c>.</summary>
    Task<StreamAnswer> WriteTreeAsync(RecordScope scope, string id, HttpResponse response, CancellationToken ct);

    /// <summary>Writes one record as the source has it.</summary>
    /// <inheritdoc cref="WriteRecordAsync"/>
    Task<StreamAnswer> WriteRawAsync(RecordScope scope, string? id, HttpResponse response, CancellationToken ct);

    /// <summary>Writes the records that changed after a change, in the order in which the changes were committed, deletions among them.</summary>
    Task<StreamAnswer> WriteChangesAsync(
        RecordScope scope,
        ChangeListing listing,
        HttpResponse response,
        CancellationToken ct
    );

    /// <summary>
    /// Reads the records after those that the slice has, in the order in which they came; none if there are no more. Each slice is a read of its
    /// own, so a list of any length can be taken at any pace; no record comes twice, whatever is stored meanwhile.
    /// </summary>
    /// <param name="scope">Where they are.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="slice">Has the records before, and gets the next; a new one begins at the first.</param>
    /// <param name="ct">Gives up.</param>
    Task<StreamAnswer> ReadSliceAsync(RecordScope scope, QueryFilter filter, RecordSlice slice, CancellationToken ct);

    /// <summary>Tells whether there is a record, without writing it.</summary>
    Task<StreamAnswer> CheckAsync(RecordScope scope, string id, CancellationToken ct);
}

/// <summary>Where records are read.</summary>
/// <param name="Company">The company.</param>
/// <param name="Connection">
/// The connection; null for the company's own one of the data type's kind of source: the linked one, or else that whose
/// data arrived last.
/// </param>
/// <param name="Type">The data type.</param>
public readonly record struct RecordScope(CompanyId Company, ConnectionId? Connection, DataType Type);

/// <summary>Which records to list, and how.</summary>
/// <param name="Page">The page.</param>
/// <param name="Filter">Which records.</param>
/// <param name="Order">In which order; the list's own is that in which the records came.</param>
/// <param name="Links">Makes the links of the page from how many results there are.</param>
public sealed record RecordListing(PageRequest Page, QueryFilter Filter, QueryOrder Order, Func<long, PageLinks> Links)
{
    /// <summary>The record that the listed ones are below of, if they are below one.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether it is a plain page of the whole list.</summary>
    public bool IsPlain => Filter.IsEmpty && Order == QueryOrder.None && Parent is null;
}

/// <summary>Which changes to list.</summary>
/// <param name="After">Where the reader is; null at the beginning.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Next">Makes the link to what follows.</param>
public sealed record ChangeListing(ChangeCursor? After, int Limit, Func<string, string> Next);

/// <summary>What was found.</summary>
/// <param name="Found">Whether there was something to write, or why not.</param>
/// <param name="Connection">The connection that was read, if there is one.</param>
/// <param name="IntegrationKey">Its integration.</param>
public readonly record struct StreamAnswer(RecordsFound Found, ConnectionId? Connection, string? IntegrationKey);

/// <summary>Whether there was something to write.</summary>
public enum RecordsFound
{
    /// <summary>It was written.</summary>
    Yes,

    /// <summary>There is no such connection, or no company.</summary>
    NoConnection,

    /// <summary>Nothing was ever read.</summary>
    NeverRead,

    /// <summary>It is being read for the first time.</summary>
    NotYetComplete,

    /// <summary>The data is there, but not this record.</summary>
    NoRecord,

    /// <summary>The cursor is not one of this stream.</summary>
    ForeignCursor,
}
