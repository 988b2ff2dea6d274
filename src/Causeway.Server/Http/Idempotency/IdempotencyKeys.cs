using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Http.Idempotency;

/// <summary>The keys that are taken, and what was answered.</summary>
public sealed class IdempotencyKeys(
    IServiceScopeFactory scopes,
    IOptions<IdempotencyOptions> options,
    TimeProvider time
)
{
    private static readonly TimeSpan CleanUpEvery = TimeSpan.FromMinutes(10);

    private readonly Lock cleaning = new();
    private DateTimeOffset cleaned;

    /// <summary>Takes a key for a request, or tells what there is under it.</summary>
    public async Task<IdempotentRequest> ReserveAsync(Guid key, byte[] fingerprint, Guid run, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var now = time.GetUtcNow();
        await CleanUpAsync(db, now, ct);
        while (true)
        {
            var existing = await db.Set<IdempotentRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Key == key, ct);
            if (existing is null)
            {
                var request = new IdempotentRequest(key, fingerprint, run, now, options.Value.KeepFor);
                if (await TryAddAsync(db, request, ct))
                {
                    return request;
                }
            }
            else if (existing.Expires <= now)
            {
                await Of(db, existing).ExecuteDeleteAsync(ct);
            }
            else if (!IsAbandoned(existing, fingerprint, now) || await TryTakeOverAsync(db, existing, run, now, ct))
            {
                return await db.Set<IdempotentRequest>().AsNoTracking().SingleAsync(r => r.Key == key, ct);
            }
        }
    }

    /// <summary>Keeps an answer.</summary>
    public async Task AnswerAsync(IdempotentRequest request, int statusCode, string? contentType, byte[] answer)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await Of(db, request)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.StatusCode, statusCode)
                        .SetProperty(r => r.ContentType, contentType)
                        .SetProperty(r => r.Answer, answer),
                CancellationToken.None
            );
    }

    /// <summary>Gives the key back if nothing was saved under it; else it stays, without an answer.</summary>
    public async Task ReleaseAsync(IdempotentRequest request)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await Of(db, request).Where(r => !r.TookEffect).ExecuteDeleteAsync(CancellationToken.None);
        var now = time.GetUtcNow();
        await Of(db, request).ExecuteUpdateAsync(set => set.SetProperty(r => r.RunUntil, now), CancellationToken.None);
    }

    // A process died, or is as good as dead, before it saved anything.
    private static bool IsAbandoned(IdempotentRequest request, byte[] fingerprint, DateTimeOffset now) =>
        request is { StatusCode: null, TookEffect: false }
        && request.RunUntil <= now
        && request.Fingerprint.AsSpan().SequenceEqual(fingerprint);

    // Both databases have ON CONFLICT: of many with the same key at the same moment one succeeds, and none fails.
    private static async Task<bool> TryAddAsync(CausewayDb db, IdempotentRequest request, CancellationToken ct)
    {
        var (runUntil, expires) = (request.RunUntil.UtcDateTime, request.Expires.UtcDateTime);
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO idempotent_requests (key, fingerprint, run, run_until, took_effect, expires)
            VALUES ({request.Key}, {request.Fingerprint}, {request.Run}, {runUntil}, {false}, {expires})
            ON CONFLICT DO NOTHING
            """,
            ct
        );
        return added == 1;
    }

    private static async Task<bool> TryTakeOverAsync(
        CausewayDb db,
        IdempotentRequest existing,
        Guid run,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await Of(db, existing)
            .Where(r => !r.TookEffect && r.StatusCode == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Run, run).SetProperty(r => r.RunUntil, now + IdempotentRequest.RunTime),
                ct
            ) == 1;

    private static IQueryable<IdempotentRequest> Of(CausewayDb db, IdempotentRequest request) =>
        db.Set<IdempotentRequest>().Where(r => r.Key == request.Key && r.Run == request.Run);

    private async Task CleanUpAsync(CausewayDb db, DateTimeOffset now, CancellationToken ct)
    {
        lock (cleaning)
        {
            if (now - cleaned < CleanUpEvery)
            {
                return;
            }

            cleaned = now;
        }

        await db.Set<IdempotentRequest>().Where(r => r.Expires <= now).ExecuteDeleteAsync(ct);
    }
}
