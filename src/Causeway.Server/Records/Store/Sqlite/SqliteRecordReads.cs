using Causeway.Server.Query;
using Causeway.Server.Storage;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>Reads of the record store on SQLite, whose bytes are copied from its page cache to the response.</summary>
public sealed class SqliteRecordReads(DatabaseOptions database) : IRecordReads, IDisposable
{
    private static readonly RecordSql Sql = RecordSql.Sqlite;

    private readonly SqliteReaders readers = new(database);

    public async Task<StreamAnswer> WritePageAsync(
        RecordScope scope,
        RecordListing listing,
        HttpResponse response,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        if (read.Found is not RecordsFound.Yes)
        {
            return read.Answer();
        }

        // If records of a data type without metadata vanished there are gaps, and places are no positions.
        var isPlain = listing.IsPlain && (scope.Type.HasMetadata || read.Head.Deleted == 0);
        var row = isPlain ? read.Prepare(Sql.Page(scope)) : PrepareHits(read, scope, listing);
        row.Bind("@first", listing.Page.Offset + 1).Bind("@last", listing.Page.Offset + listing.Page.Size);
        // The work is in the first step: what goes wrong there can still be answered.
        var isRow = row.Step();
        var total = isPlain ? read.Head.Living + read.Head.Deleted : row.Int64(0);
        var body = isPlain ? 0 : 1;
        var list = await RecordResponse.BeginListAsync(response, scope, ct);
        for (; isRow && !row.IsNull(body); isRow = row.Step())
        {
            await list.NextAsync();
            Write(row, body, list.Records);
        }

        list.EndPage(listing, total);
        return await EndAsync(read, list);
    }

    public async Task<StreamAnswer> WriteRecordAsync(
        RecordScope scope,
        string? id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        var row = Find(read, scope, id, id is null ? Sql.Single(scope) : Sql.One(scope));
        if (row is null)
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        var one = await RecordResponse.BeginAsync(response, scope, ct);
        Write(row, 0, one.Records);
        return await EndAsync(read, one);
    }

    public async Task<StreamAnswer> WriteTreeAsync(
        RecordScope scope,
        string id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        var tree = new RecordTree();
        for (var row = Find(read, scope, id, Sql.Tree(scope)); row is not null; row = row.Step() ? row : null)
        {
            tree.Add(
                row.Text(0),
                row.IsNull(1) ? null : row.Text(1),
                row.Bytes(2).ToArray(),
                row.Int64(3) != 0,
                Modified(row, 4)
            );
        }

        if (tree.IsEmpty)
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        var one = await RecordResponse.BeginAsync(response, scope, ct);
        tree.Write(id, one);
        return await EndAsync(read, one);
    }

    public async Task<StreamAnswer> WriteRawAsync(
        RecordScope scope,
        string? id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        var row = Find(read, scope, id, Sql.Raw(scope, id is null));
        if (row is null)
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        var one = await RecordResponse.BeginAsync(response, scope, ct);
        Copy(row, 0, one.Records);
        one.Records.EndAsIs();
        return await EndAsync(read, one);
    }

    public async Task<StreamAnswer> WriteChangesAsync(
        RecordScope scope,
        ChangeListing listing,
        HttpResponse response,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        if (read.Found is not RecordsFound.Yes || !read.Head.Knows(listing.After))
        {
            return read.Answer(RecordsFound.ForeignCursor);
        }

        var changes = await RecordResponse.BeginListAsync(response, scope, ct);
        var feed = new ChangeFeed(listing, read.Head);
        var row = read.Prepare(Sql.Changes(scope));
        row.Bind("@after", listing.After?.Change ?? 0).Bind("@limit", listing.Limit + 1);
        while (row.Step() && feed.Takes(row.Int64(1)))
        {
            await changes.NextAsync();
            changes.BeginChange(feed.Kind(row.Int64(2), row.Int64(4) != 0), row.Text(0));
            Write(row, 3, changes.Records);
            changes.EndChange();
        }

        changes.EndChanges(listing, feed.Cursor.ToString(), feed.HasMore);
        return await EndAsync(read, changes);
    }

    public async Task<StreamAnswer> ReadSliceAsync(
        RecordScope scope,
        QueryFilter filter,
        RecordSlice slice,
        CancellationToken ct
    )
    {
        using var read = await readers.BeginAsync(scope, ct);
        slice.Begin();
        if (read.Found is not RecordsFound.Yes)
        {
            return read.Answer();
        }

        var where = filter.ToSql(Sql.Dialect);
        var row = read.Prepare(Sql.Slice(scope, where.Sql))
            .Bind("@after", slice.Last)
            .Bind("@limit", RecordSlice.Limit);
        foreach (var (name, value) in where.Arguments)
        {
            row.Bind($"@{name}", value);
        }

        var records = new RecordWriter(slice.Output, scope.Type.HasMetadata, scope.Type.HasModifiedDate);
        while (!slice.IsFull && row.Step())
        {
            Write(row, 1, records);
            slice.End(row.Int64(0));
        }

        return read.Answer();
    }

    public async Task<StreamAnswer> CheckAsync(RecordScope scope, string id, CancellationToken ct)
    {
        using var read = await readers.BeginAsync(scope, ct);
        return read.Answer(Find(read, scope, id, Sql.One(scope)) is null ? RecordsFound.NoRecord : RecordsFound.Yes);
    }

    public void Dispose() => readers.Dispose();

    private static SqliteStatement PrepareHits(SqliteRead read, RecordScope scope, RecordListing listing)
    {
        var filter = listing.Filter.ToSql(Sql.Dialect);
        var row = read.Prepare(Sql.Hits(scope, listing, filter.Sql)).Bind("@parent", listing.Parent ?? "");
        foreach (var (name, value) in filter.Arguments)
        {
            row.Bind($"@{name}", value);
        }

        return row;
    }

    private static SqliteStatement? Find(SqliteRead read, RecordScope scope, string? id, string rows)
    {
        if (read.Found is not RecordsFound.Yes)
        {
            return null;
        }

        var row = read.Prepare(rows).Bind("@id", id ?? "");
        return row.Step() ? row : null;
    }

    private static async Task<StreamAnswer> EndAsync(SqliteRead read, RecordResponse response)
    {
        var answer = read.Answer();
        read.Dispose();
        await response.FlushAsync();
        return answer;
    }

    private static void Write(SqliteStatement row, int column, RecordWriter to)
    {
        Copy(row, column, to);
        to.End(row.Int64(column + 1) != 0, Modified(row, column + 2));
    }

    private static void Copy(SqliteStatement row, int column, RecordWriter to)
    {
        var bytes = row.Bytes(column);
        bytes.CopyTo(to.Room(bytes.Length));
    }

    private static DateTimeOffset Modified(SqliteStatement row, int column) =>
        DateTimeOffset.FromUnixTimeSeconds(row.Int64(column));
}
