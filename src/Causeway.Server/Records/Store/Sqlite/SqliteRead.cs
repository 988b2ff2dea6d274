using Causeway.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>One read: what is known of the stream, and statements that see everything as it was when the read began.</summary>
internal sealed class SqliteRead : IDisposable
{
    private readonly SqliteReaders readers;
    private readonly SqliteReader reader;
    private readonly RecordScope scope;
    private readonly List<SqliteStatement> inUse = new(2);
    private readonly CancellationTokenRegistration cancel;
    private bool isOver;

    /// <summary>Begins the read on a reader that was rented, and finds the stream.</summary>
    public SqliteRead(SqliteReaders readers, SqliteReader reader, RecordScope scope, CancellationToken ct)
    {
        (this.readers, this.reader, this.scope) = (readers, reader, scope);
        reader.Prepare("BEGIN").Run();
        cancel = ct.Register(
            static state => raw.sqlite3_interrupt(((SqliteConnection)state!).Handle),
            reader.Connection
        );
        var head = Prepare(RecordSql.Head(scope));
        if (head.Step())
        {
            Head = ReadHead(head);
            Found = Head.Found;
        }

        head.Reset();
    }

    public StreamHead Head { get; }

    public RecordsFound Found { get; } = RecordsFound.NoConnection;

    /// <summary>A statement with the values of the scope bound.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = reader.Prepare(sql);
        inUse.Add(statement);
        statement.Bind("@company", SqliteStream.Text(scope.Company.Value)).Bind("@type", scope.Type.Number);
        return scope.Connection is { } connection
            ? statement.Bind("@connection", SqliteStream.Text(connection.Value))
            : statement.Bind("@source", scope.Type.SourceType.ToString());
    }

    /// <summary>The answer that follows from the stream, or from the rows if the stream can be read.</summary>
    public StreamAnswer Answer(RecordsFound rows = RecordsFound.Yes) =>
        Found is RecordsFound.NoConnection
            ? new StreamAnswer(Found, null, null)
            : Head.Answer(Found is RecordsFound.Yes ? rows : Found);

    /// <summary>Ends the read; the second time does nothing, for the reader is somebody else's by then.</summary>
    public void Dispose()
    {
        if (isOver)
        {
            return;
        }

        isOver = true;
        cancel.Dispose();
        foreach (var statement in inUse)
        {
            statement.Clear();
        }

        var isSound = raw.sqlite3_exec(reader.Connection.Handle, "COMMIT") == raw.SQLITE_OK;
        reader.Trim();
        readers.Return(reader, isSound);
    }

    private static StreamHead ReadHead(SqliteStatement head)
    {
        var id = new ConnectionId(Guid.Parse(head.Text(0)));
        return head.IsNull(2)
            ? new StreamHead(id, head.Text(1), null, 0, 0, false, 0)
            : new StreamHead(
                id,
                head.Text(1),
                (int)head.Int64(2),
                head.Int64(3),
                head.Int64(4),
                head.Int64(5) != 0,
                head.Int64(6)
            );
    }
}
