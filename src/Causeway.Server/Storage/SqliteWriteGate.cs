using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Causeway.Server.Storage;

/// <summary>
/// Lets one SQLite transaction in at a time, in the order in which they came. SQLite itself lets the waiting poll, so that under load one can
/// starve for half a minute; its one writer is this process alone.
/// </summary>
public sealed class SqliteWriteGate : DbTransactionInterceptor, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentDictionary<DbConnection, bool> inside = new();

    public SqliteWriteGate() => Leaving = new LeaveWithConnection(this);

    /// <summary>Opens the gate also when a transaction ends by its connection being closed.</summary>
    public IInterceptor Leaving { get; }

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result
    )
    {
        Entered(connection, gate.Wait(Patience));
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        Entered(connection, await gate.WaitAsync(Patience, cancellationToken));
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Leave(eventData);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Leave(eventData);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) =>
        Leave(eventData);

    public override Task TransactionRolledBackAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Leave(eventData);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private void Entered(DbConnection connection, bool inTime)
    {
        if (!inTime)
        {
            throw new TimeoutException("The database was busy for too long.");
        }

        inside[connection] = true;
    }

    private void Leave(TransactionEndEventData ended)
    {
        if (ended.Context is { } context)
        {
            Leave(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database));
        }
    }

    private void Leave(DbConnection connection)
    {
        if (inside.TryRemove(connection, out _))
        {
            gate.Release();
        }
    }

    private sealed class LeaveWithConnection(SqliteWriteGate gate) : DbConnectionInterceptor
    {
        public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) =>
            gate.Leave(connection);

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            gate.Leave(connection);
            return Task.CompletedTask;
        }

        public override void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) =>
            gate.Leave(connection);

        public override Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            gate.Leave(connection);
            return Task.CompletedTask;
        }
    }
}
