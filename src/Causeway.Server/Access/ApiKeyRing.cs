using System.Security.Cryptography;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>
/// Says whether a key may call the API, without a query for each request. A key that is made or revoked here counts at once in this
/// process; in the other processes of a cluster within <see cref="Staleness"/>.
/// </summary>
public sealed class ApiKeyRing(IServiceScopeFactory scopes, DatabaseOptions database, TimeProvider time) : IDisposable
{
    /// <summary>How old the copy may be where another process can change the keys.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim loading = new(1);
    private volatile Copy? copy;

    /// <summary>Forgets the copy: the keys have changed.</summary>
    public void Changed() => copy = null;

    /// <summary>Whether there is such a key.</summary>
    public async ValueTask<bool> AcceptsAsync(string key, CancellationToken ct)
    {
        var current = copy;
        if (current is null || IsStale(current))
        {
            current = await LoadAsync(ct);
        }

        // All are compared, each in constant time, so that the time taken tells nothing about any.
        var hash = ApiKey.HashOf(key);
        var accepted = false;
        foreach (var known in current.Hashes)
        {
            accepted |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return accepted;
    }

    public void Dispose() => loading.Dispose();

    private bool IsStale(Copy current) =>
        database.Kind is DatabaseKind.Postgres && time.GetElapsedTime(current.LoadedAt) > Staleness;

    private async Task<Copy> LoadAsync(CancellationToken ct)
    {
        await loading.WaitAsync(ct);
        try
        {
            if (copy is { } fresh && !IsStale(fresh))
            {
                return fresh;
            }

            var loadedAt = time.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
            var hashes = await db.Set<ApiKey>().Select(k => k.Hash).ToArrayAsync(ct);
            return copy = new Copy(hashes, loadedAt);
        }
        finally
        {
            loading.Release();
        }
    }

    private sealed record Copy(byte[][] Hashes, long LoadedAt);
}
