using Causeway.Contracts;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>A read that was sent: what is known of the stream, and the rows to come.</summary>
internal sealed class PostgresRead : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;

    private PostgresRead(NpgsqlConnection connection, NpgsqlBatch batch, NpgsqlDataReader reader) =>
        (this.connection, this.batch, Reader) = (connection, batch, reader);

    public NpgsqlDataReader Reader { get; }

    public StreamHead Head { get; private set; }

    public RecordsFound Found { get; private set; } = RecordsFound.NoConnection;

    /// <summary>Sends both statements and reads the answer to the first.</summary>
    public static async Task<PostgresRead> BeginAsync(
        DatabaseOptions database,
        RecordScope scope,
        string rows,
        CancellationToken ct,
        params (string Name, object Value)[] parameters
    )
    {
        var source = new NpgsqlConnection(database.ConnectionString);
        var statements = new NpgsqlBatch(source);
        try
        {
            await source.OpenAsync(ct);
            statements.BatchCommands.Add(Command(RecordSql.Head(scope), scope, []));
            statements.BatchCommands.Add(Command(rows, scope, parameters));
            var read = new PostgresRead(source, statements, await statements.ExecuteReaderAsync(ct));
            await read.ReadHeadAsync(ct);
            return read;
        }
        catch
        {
            await statements.DisposeAsync();
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answer that follows from the stream, or from the rows if the stream can be read.</summary>
    public StreamAnswer Answer(RecordsFound rows = RecordsFound.Yes) =>
        Found is RecordsFound.NoConnection
            ? new StreamAnswer(Found, null, null)
            : Head.Answer(Found is RecordsFound.Yes ? rows : Found);

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ReadHeadAsync(CancellationToken ct)
    {
        if (await Reader.ReadAsync(ct))
        {
            Head = Reader.IsDBNull(2)
                ? new StreamHead(new ConnectionId(Reader.GetGuid(0)), Reader.GetString(1), null, 0, 0, false, 0)
                : new StreamHead(
                    new ConnectionId(Reader.GetGuid(0)),
                    Reader.GetString(1),
                    Reader.GetInt32(2),
                    Reader.GetInt64(3),
                    Reader.GetInt64(4),
                    Reader.GetInt32(5) != 0,
                    Reader.GetInt64(6)
                );
            Found = Head.Found;
        }

        await Reader.NextResultAsync(ct);
    }

    private static NpgsqlBatchCommand Command(
        string sql,
        RecordScope scope,
        ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command, "company", scope.Company.Value);
        Add(command, "type", (short)scope.Type.Number);
        if (scope.Connection is { } connection)
        {
            Add(command, "connection", connection.Value);
        }
        else
        {
            Add(command, "source", scope.Type.SourceType.ToString());
        }

        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value));
        }

        return command;
    }

    private static void Add<T>(NpgsqlBatchCommand command, string name, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));
}
