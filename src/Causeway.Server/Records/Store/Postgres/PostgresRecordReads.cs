using System.Data.Common;
using Causeway.Contracts;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>Reads of the record store on PostgreSQL: one round trip each.</summary>
public sealed class PostgresRecordReads(DatabaseOptions database) : IRecordReads
{
    private static readonly RecordSql Sql = RecordSql.Postgres;

    public async Task<StreamAnswer> WritePageAsync(
        RecordScope scope,
        RecordListing listing,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (!listing.IsPlain)
        {
            return await WriteHitsAsync(scope, listing, response, ct);
        }

        await using var read = await PostgresRead.BeginAsync(
            database,
            scope,
            Sql.Page(scope),
            ct,
            ("first", listing.Page.Offset + 1),
            ("last", listing.Page.Offset + listing.Page.Size)
        );
        if (read.Found is not RecordsFound.Yes)
        {
            return read.Answer();
        }

        if (read.Head.Deleted > 0 && !scope.Type.HasMetadata)
        {
            // There are gaps, so places are no positions.
            await read.DisposeAsync();
            return await WriteHitsAsync(scope, listing, response, ct);
        }

        var list = await RecordResponse.BeginListAsync(response, scope, ct);
        while (await read.Reader.ReadAsync(ct))
        {
            await list.NextAsync();
            Write(read.Reader, 0, list.Records);
        }

        await read.DisposeAsync();
        list.EndPage(listing, read.Head.Living + read.Head.Deleted);
        await list.FlushAsync();
        return read.Answer();
    }

    public async Task<StreamAnswer> WriteRecordAsync(
        RecordScope scope,
        string? id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        await using var read = await OpenAsync(scope, id, id is null ? Sql.Single(scope) : Sql.One(scope), ct);
        if (read.Found is not RecordsFound.Yes || !await read.Reader.ReadAsync(ct))
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        var one = await RecordResponse.BeginAsync(response, scope, ct);
        Write(read.Reader, 0, one.Records);
        await read.DisposeAsync();
        await one.FlushAsync();
        return read.Answer();
    }

    public async Task<StreamAnswer> WriteTreeAsync(
        RecordScope scope,
        string id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        await using var read = await OpenAsync(scope, id, Sql.Tree(scope), ct);
        var tree = new RecordTree();
        while (read.Found is RecordsFound.Yes && await read.Reader.ReadAsync(ct))
        {
            tree.Add(
                read.Reader.GetString(0),
                read.Reader.IsDBNull(1) ? null : read.Reader.GetString(1),
                read.Reader.GetFieldValue<byte[]>(2),
                read.Reader.GetBoolean(3),
                read.Reader.GetFieldValue<DateTimeOffset>(4)
            );
        }

        if (tree.IsEmpty)
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        await read.DisposeAsync();
        var one = await RecordResponse.BeginAsync(response, scope, ct);
        tree.Write(id, one);
        await one.FlushAsync();
        return read.Answer();
    }

    public async Task<StreamAnswer> WriteRawAsync(
        RecordScope scope,
        string? id,
        HttpResponse response,
        CancellationToken ct
    )
    {
        await using var read = await OpenAsync(scope, id, Sql.Raw(scope, id is null), ct);
        if (read.Found is not RecordsFound.Yes || !await read.Reader.ReadAsync(ct))
        {
            return read.Answer(RecordsFound.NoRecord);
        }

        var one = await RecordResponse.BeginAsync(response, scope, ct);
        Copy(read.Reader, 0, one.Records);
        one.Records.EndAsIs();
        await read.DisposeAsync();
        await one.FlushAsync();
        return read.Answer();
    }

    public async Task<StreamAnswer> WriteChangesAsync(
        RecordScope scope,
        ChangeListing listing,
        HttpResponse response,
        CancellationToken ct
    )
    {
        var after = listing.After?.Change ?? 0;
        await using var read = await PostgresRead.BeginAsync(
            database,
            scope,
            Sql.Changes(scope),
            ct,
            ("after", after),
            ("limit", listing.Limit + 1)
        );
        if (read.Found is not RecordsFound.Yes || !read.Head.Knows(listing.After))
        {
            return read.Answer(RecordsFound.ForeignCursor);
        }

        var changes = await RecordResponse.BeginListAsync(response, scope, ct);
        var feed = new ChangeFeed(listing, read.Head);
        while (await read.Reader.ReadAsync(ct) && feed.Takes(read.Reader.GetInt64(1)))
        {
            await changes.NextAsync();
            var isDeleted = read.Reader.GetBoolean(4);
            changes.BeginChange(feed.Kind(read.Reader.GetInt64(2), isDeleted), read.Reader.GetString(0));
            Write(read.Reader, 3, changes.Records);
            changes.EndChange();
        }

        await read.DisposeAsync();
        changes.EndChanges(listing, feed.Cursor.ToString(), feed.HasMore);
        await changes.FlushAsync();
        return read.Answer();
    }

    public async Task<StreamAnswer> ReadSliceAsync(
        RecordScope scope,
        QueryFilter filter,
        RecordSlice slice,
        CancellationToken ct
    )
    {
        var where = filter.ToSql(Sql.Dialect);
        await using var read = await PostgresRead.BeginAsync(
            database,
            scope,
            Sql.Slice(scope, where.Sql),
            ct,
            [("after", slice.Last), ("limit", RecordSlice.Limit), .. where.Arguments.Select(a => (a.Key, a.Value))]
        );
        slice.Begin();
        var records = new RecordWriter(slice.Output, scope.Type.HasMetadata, scope.Type.HasModifiedDate);
        while (read.Found is RecordsFound.Yes && !slice.IsFull && await read.Reader.ReadAsync(ct))
        {
            Write(read.Reader, 1, records);
            slice.End(read.Reader.GetInt64(0));
        }

        return read.Answer();
    }

    public async Task<StreamAnswer> CheckAsync(RecordScope scope, string id, CancellationToken ct)
    {
        await using var read = await OpenAsync(scope, id, Sql.One(scope), ct);
        return read.Found is RecordsFound.Yes && await read.Reader.ReadAsync(ct)
            ? read.Answer()
            : read.Answer(RecordsFound.NoRecord);
    }

    private async Task<StreamAnswer> WriteHitsAsync(
        RecordScope scope,
        RecordListing listing,
        HttpResponse response,
        CancellationToken ct
    )
    {
        var filter = listing.Filter.ToSql(Sql.Dialect);
        await using var read = await PostgresRead.BeginAsync(
            database,
            scope,
            Sql.Hits(scope, listing, filter.Sql),
            ct,
            [
                ("first", listing.Page.Offset + 1),
                ("last", listing.Page.Offset + listing.Page.Size),
                .. listing.Parent is { } parent ? [("parent", (object)parent)] : ReadOnlySpan<(string, object)>.Empty,
                .. filter.Arguments.Select(a => (a.Key, a.Value)),
            ]
        );
        if (read.Found is not RecordsFound.Yes)
        {
            return read.Answer();
        }

        var list = await RecordResponse.BeginListAsync(response, scope, ct);
        var total = 0L;
        while (await read.Reader.ReadAsync(ct))
        {
            total = read.Reader.GetInt64(0);
            if (!read.Reader.IsDBNull(1))
            {
                await list.NextAsync();
                Write(read.Reader, 1, list.Records);
            }
        }

        await read.DisposeAsync();
        list.EndPage(listing, total);
        await list.FlushAsync();
        return read.Answer();
    }

    private Task<PostgresRead> OpenAsync(RecordScope scope, string? id, string rows, CancellationToken ct) =>
        id is null
            ? PostgresRead.BeginAsync(database, scope, rows, ct)
            : PostgresRead.BeginAsync(database, scope, rows, ct, ("id", id));

    private static void Write(NpgsqlDataReader reader, int column, RecordWriter to)
    {
        Copy(reader, column, to);
        to.End(reader.GetBoolean(column + 1), reader.GetFieldValue<DateTimeOffset>(column + 2));
    }

    // The row is in memory already: the stream only looks at it.
    private static void Copy(NpgsqlDataReader reader, int column, RecordWriter to)
    {
        using var bytes = reader.GetStream(column);
        bytes.ReadExactly(to.Room((int)bytes.Length));
    }
}
