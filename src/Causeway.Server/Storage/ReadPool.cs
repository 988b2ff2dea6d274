using System.Collections.Concurrent;
using System.Data.Common;
using Causeway.Server.Query.Sql;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>
/// Connections for reads by hand-written SQL, where EF Core would cost more than the read itself. On SQLite they stay open, set up and
/// with their statements prepared; on PostgreSQL they come from the pool that everything else uses.
/// </summary>
public sealed class ReadPool(DatabaseOptions database) : IAsyncDisposable
{
    private readonly ConcurrentBag<ReadLease> idle = [];

    /// <summary>How the query language becomes SQL for this database.</summary>
    public QueryDialect Dialect { get; } =
        database.Kind is DatabaseKind.Sqlite ? QueryDialect.Sqlite : QueryDialect.Postgres;

    /// <summary>Takes a connection; it goes back when the lease is disposed.</summary>
    public async ValueTask<ReadLease> RentAsync(CancellationToken ct)
    {
        if (idle.TryTake(out var lease))
        {
            return lease;
        }

        if (database.Kind is DatabaseKind.Postgres)
        {
            var postgres = new NpgsqlConnection(database.ConnectionString);
            await postgres.OpenAsync(ct);
            return new ReadLease(postgres, null);
        }

        var sqlite = new SqliteConnection(database.ConnectionString);
        await sqlite.OpenAsync(ct);
        SqlitePragmas.Apply(sqlite, onlyReads: true);
        return new ReadLease(sqlite, this);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var lease))
        {
            await lease.CloseAsync();
        }
    }

    internal void Return(ReadLease lease) => idle.Add(lease);
}

/// <summary>A connection of the pool, for one read after the other.</summary>
public sealed class ReadLease : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly ReadPool? pool;
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    internal ReadLease(DbConnection connection, ReadPool? pool) => (this.connection, this.pool) = (connection, pool);

    /// <summary>A command for SQL that is always the same: its parameters are there after the first time, in the order of their names.</summary>
    public DbCommand Constant(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (pool is null)
        {
            return Once(sql, parameters);
        }

        if (!prepared.TryGetValue(sql, out var command))
        {
            command = Once(sql, parameters);
            prepared.Add(sql, command);
            return command;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value;
        }

        return command;
    }

    /// <summary>A command for SQL that depends on the request.</summary>
    public DbCommand Once(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        // The text comes from constants of ours and from the query engine, which makes parameters of all that a caller wrote.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (pool is null)
        {
            return connection.DisposeAsync();
        }

        pool.Return(this);
        return ValueTask.CompletedTask;
    }

    internal async ValueTask CloseAsync()
    {
        foreach (var command in prepared.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }
}
