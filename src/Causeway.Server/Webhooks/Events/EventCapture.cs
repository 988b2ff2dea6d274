using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Causeway.Server.Webhooks.Events;

/// <summary>
/// Writes the event log. Whoever saves a change that the client is told of saves its event with it, in the same transaction, without having to
/// think of it: so there is no change without its event and no event without its change, also when the process dies in between.
/// </summary>
public sealed class EventCapture(EventsOfChanges events, DispatchSignal signal) : SaveChangesInterceptor
{
    /// <inheritdoc/>
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CausewayDb db)
        {
            foreach (var @event in await events.FindAsync(db, cancellationToken))
            {
                db.Add(@event);
            }

            if (Added<ClientEvent>(db) is { Count: > 0 } added)
            {
                db.AddRange(added.Where(e => !e.Entity.IsExample).Select(e => new WaitingEvent(e.Entity)));
                signal.Expect(db);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CausewayDb db && db.Database.CurrentTransaction is null)
        {
            signal.Committed(db);
        }

        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override Task SaveChangesFailedAsync(
        DbContextErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CausewayDb db)
        {
            // Whoever tries again with the same changes must not tell of them twice.
            foreach (var entry in Added<ClientEvent>(db).Concat<EntityEntry>(Added<WaitingEvent>(db)))
            {
                entry.State = EntityState.Detached;
            }
        }

        return Task.CompletedTask;
    }

    private static List<EntityEntry<TEntity>> Added<TEntity>(CausewayDb db)
        where TEntity : class => [.. db.ChangeTracker.Entries<TEntity>().Where(e => e.State is EntityState.Added)];
}

/// <summary>Wakes the dispatcher when a transaction that wrote events is committed.</summary>
public sealed class CommitCapture(DispatchSignal signal) : DbTransactionInterceptor
{
    /// <inheritdoc/>
    public override Task TransactionCommittedAsync(
        System.Data.Common.DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CausewayDb db)
        {
            signal.Committed(db);
        }

        return Task.CompletedTask;
    }
}
