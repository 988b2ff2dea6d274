using Causeway.Server.Records.Store;
using Causeway.Server.Records.Store.Postgres;
using Npgsql;

namespace Causeway.Bench.Ingest;

/// <summary>One transaction on PostgreSQL, and plain copies of bytes that were encoded before.</summary>
internal sealed class PostgresPlainInsert : PlainInsert
{
    private static readonly Guid Company = Guid.CreateVersion7();

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresPlainInsert(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    public static async Task<PlainInsert> BeginAsync(ScratchDatabase database)
    {
        var connection = new NpgsqlConnection(database.Options.ConnectionString);
        await connection.OpenAsync();
        return new PostgresPlainInsert(connection, await connection.BeginTransactionAsync());
    }

    public override object Prepare(RecordWrite[] records, int from)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = new CopyBuffer();
        var raws = new CopyBuffer();
        rows.Header();
        raws.Header();
        for (var i = 0; i < records.Length; i++)
        {
            var place = (1L << 32) + from + i + 1;
            rows.Row(13);
            rows.Value(Company);
            rows.Value(1);
            rows.Value(place);
            rows.Value(place);
            rows.Value(place);
            rows.Value(now);
            rows.Value(records[i].SourceModified);
            rows.Value(false);
            rows.Value(Hash(records[i]));
            rows.Value(RawHash(records[i]));
            rows.Value(records[i].Id);
            rows.Value((string?)null);
            rows.Value(records[i].Json.Span);
            raws.Row(3);
            raws.Value(Company);
            raws.Value(place);
            raws.Value(records[i].Raw.Span);
        }

        rows.Trailer();
        raws.Trailer();
        return (rows, raws);
    }

    public override async Task InsertAsync(object prepared)
    {
        var (rows, raws) = ((CopyBuffer, CopyBuffer))prepared;
        await CopyAsync(
            "records (company_id, stream, place, change, added, modified, source_modified, is_deleted, hash, raw_hash, id, parent, body)",
            rows
        );
        await CopyAsync("record_raws (company_id, place, body)", raws);
    }

    public override Task CommitAsync() => transaction.CommitAsync();

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task CopyAsync(string into, CopyBuffer rows)
    {
        await using (var copy = await connection.BeginRawBinaryCopyAsync($"COPY {into} FROM STDIN (FORMAT BINARY)"))
        {
            await copy.WriteAsync(rows.Written);
        }

        rows.Dispose();
    }
}
