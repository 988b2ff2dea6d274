using System.Collections.Concurrent;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>Connections that only read, as many as are worth it.</summary>
internal sealed class SqliteReaders(DatabaseOptions database) : IDisposable
{
    // Each has a page cache, and a read keeps a thread: more at once would be slower, not faster.
    private static readonly int Most = Math.Clamp(2 * Environment.ProcessorCount, 4, 32);

    private readonly ConcurrentBag<SqliteReader> idle = [];
    private readonly SemaphoreSlim free = new(Most, Most);

    /// <summary>Begins a read as soon as not too many others are at work.</summary>
    public async ValueTask<SqliteRead> BeginAsync(RecordScope scope, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        SqliteReader? reader = null;
        try
        {
            reader = idle.TryTake(out var ready) ? ready : new SqliteReader(Open());
            return new SqliteRead(this, reader, scope, ct);
        }
        catch
        {
            reader?.Dispose();
            free.Release();
            throw;
        }
    }

    /// <summary>Takes back a reader; one that can't be trusted any more is closed.</summary>
    public void Return(SqliteReader reader, bool isSound)
    {
        if (isSound)
        {
            idle.Add(reader);
        }
        else
        {
            reader.Dispose();
        }

        free.Release();
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        free.Dispose();
    }

    private SqliteConnection Open()
    {
        var options = new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        var connection = new SqliteConnection(options.ToString());
        connection.Open();
        SqlitePragmas.Apply(connection, onlyReads: true);
        return connection;
    }
}
