using System.Diagnostics;
using System.Security.Cryptography;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>
/// Says whether a key may call the API, without a query for each request: from a copy of the keys, which is never older than
/// <see cref="Staleness"/> where another process can change them. Who changes them waits for so long before it says that it is done, so
/// that a key that was revoked is refused by every process from then on.
/// </summary>
public sealed class ApiKeyRing(IServiceScopeFactory scopes, DatabaseOptions database) : IDisposable
{
    /// <summary>How old the copy may be where another process can change the keys.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(1);

    // Timers and clocks are only so fine.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim loading = new(1);
    private volatile Copy? copy;
    private int changes;

    /// <summary>The keys have changed, and that is committed: forgets the copy, and waits until no process has an older one.</summary>
    public Task ChangedAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref changes);
        copy = null;
        return database.Kind is DatabaseKind.Postgres
            ? Task.Delay(Staleness + Margin, TimeProvider.System, ct)
            : Task.CompletedTask;
    }

    /// <summary>Who has the key with this hash, or nobody.</summary>
    public ValueTask<Caller?> FindAsync(byte[] hash, CancellationToken ct) =>
        copy is { } current && !IsStale(current)
            ? ValueTask.FromResult(Find(current, hash))
            : LoadAndFindAsync(hash, ct);

    public void Dispose() => loading.Dispose();

    private async ValueTask<Caller?> LoadAndFindAsync(byte[] hash, CancellationToken ct) =>
        Find(await LoadAsync(ct), hash);

    private static Caller? Find(Copy current, byte[] hash)
    {
        // All are compared, each in constant time, so that the time taken tells nothing about any.
        Caller? found = null;
        foreach (var (known, caller) in current.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = caller;
            }
        }

        return found;
    }

    private bool IsStale(Copy current) =>
        database.Kind is DatabaseKind.Postgres && Stopwatch.GetElapsedTime(current.LoadedAt) > Staleness;

    private async Task<Copy> LoadAsync(CancellationToken ct)
    {
        await loading.WaitAsync(ct);
        try
        {
            if (copy is { } fresh && !IsStale(fresh))
            {
                return fresh;
            }

            while (true)
            {
                var before = Volatile.Read(ref changes);
                var loaded = await ReadAsync(ct);
                copy = loaded;
                if (before == Volatile.Read(ref changes) && !IsStale(loaded))
                {
                    return loaded;
                }

                // A key was revoked while the others were read, or that took too long: what was read may still have it.
                copy = null;
            }
        }
        finally
        {
            loading.Release();
        }
    }

    private async Task<Copy> ReadAsync(CancellationToken ct)
    {
        // Before the read: what it sees is not older.
        var loadedAt = Stopwatch.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var keys = await db.Set<ApiKey>().AsNoTracking().ToListAsync(ct);
        return new Copy([.. keys.Select(k => (k.Hash, new Caller(k.Name)))], loadedAt);
    }

    private sealed record Copy((byte[] Hash, Caller Caller)[] Keys, long LoadedAt);
}
