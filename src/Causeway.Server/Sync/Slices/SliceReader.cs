using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Sync.Slices;

/// <summary>Reads pages from a source and maps them, until the slice is full; stores nothing.</summary>
public sealed class SliceReader(
    CausewayDb db,
    SourceSessions sources,
    ConnectionSources credentials,
    RecordMapper mapper,
    IOptions<SyncOptions> options,
    TimeProvider time
)
{
    /// <summary>Fetches records from where the dataset stands.</summary>
    public async Task<FetchedSlice> FetchAsync(Dataset dataset, Connection connection, CancellationToken ct)
    {
        var slice = new FetchedSlice { Cursor = dataset.Cursor };
        try
        {
            using var session = sources.Open(
                connection.IntegrationKey,
                await credentials.ReadAsync(db, connection, ct)
            );
            var reader = session.Reader(dataset.DataType);
            dataset.ReadWith(reader);
            await FillAsync(slice, reader, dataset, ct);
        }
        catch (SourceException e)
        {
            slice.Failure = e.Failure;
        }

        return slice;
    }

    /// <summary>Lists ids from where the dataset stands.</summary>
    public async Task<ListedSlice> ListAsync(Dataset dataset, Connection connection, CancellationToken ct)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var cursor = dataset.Cursor;
        var start = time.GetTimestamp();
        try
        {
            using var session = sources.Open(
                connection.IntegrationKey,
                await credentials.ReadAsync(db, connection, ct)
            );
            await foreach (var page in session.Reader(dataset.DataType).FetchIdsAsync(cursor, ct))
            {
                ids.UnionWith(page.Ids);
                cursor = page.NextCursor;
                if (cursor is null)
                {
                    return new ListedSlice(ids, null, IsLast: true, null);
                }

                if (ids.Count >= options.Value.SliceRecords || time.GetElapsedTime(start) >= options.Value.SliceTime)
                {
                    return new ListedSlice(ids, cursor, IsLast: false, null);
                }
            }

            return new ListedSlice(ids, cursor, IsLast: false, Unfinished);
        }
        catch (SourceException e)
        {
            return new ListedSlice(ids, cursor, IsLast: false, e.Failure);
        }
    }

    private static SourceFailure Unfinished =>
        new(SourceFailureCategory.Malformed, "The source's pages ended without a last one.");

    private async Task FillAsync(FetchedSlice slice, Reader reader, Dataset dataset, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var window = new ReadWindow
        {
            Cursor = dataset.Cursor,
            Since = dataset.Plan.Since,
            ModifiedFrom = dataset.Plan.ModifiedFrom,
        };
        await foreach (var page in reader.FetchAsync(window, ct))
        {
            Take(slice, page, reader, dataset.DataType);
            if (slice.IsLast || IsFull(slice, start))
            {
                return;
            }
        }

        // A reader that just stops has proved nothing about what it did not bring.
        slice.Failure = Unfinished;
    }

    private bool IsFull(FetchedSlice slice, long start) =>
        slice.Rows >= options.Value.SliceRecords
        || slice.Bytes >= options.Value.SliceBytes
        || time.GetElapsedTime(start) >= options.Value.SliceTime;

    private void Take(FetchedSlice slice, SourcePage page, Reader reader, DataType type)
    {
        foreach (var row in page.Rows)
        {
            var mapped = mapper.Map(reader, type, row);
            if (mapped.Bad is { } bad)
            {
                slice.SetAside(bad);
            }
            else
            {
                slice.Add(mapped.Write);
                slice.Warnings.AddRange(mapped.Warnings);
            }
        }

        foreach (var id in page.Deleted)
        {
            slice.Delete(id);
        }

        slice.Pages++;
        slice.Rows += page.Rows.Count;
        slice.Expected = page.Total ?? slice.Expected;
        slice.Cursor = page.NextCursor;
        slice.IsLast = page.NextCursor is null;
        slice.Watermark = page.Watermark ?? slice.Watermark;
    }
}
