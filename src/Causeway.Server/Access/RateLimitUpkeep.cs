using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Access;

/// <summary>Brings together, every few seconds, what the processes of a cluster counted, so that a restart forgets nothing.</summary>
public sealed partial class RateLimitUpkeep(
    RateLimit limit,
    IServiceScopeFactory scopes,
    IOptions<RateLimitOptions> options,
    TimeProvider time,
    ILogger<RateLimitUpkeep> logger
) : BackgroundService
{
    /// <summary>How old what is known of other processes may be.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim one = new(1);
    private RateLimit.Day? saved;
    private long savedRequests;
    private bool stopped;

    /// <summary>Adds what was counted here since the last time, and reads what was counted elsewhere.</summary>
    public async Task ExchangeAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            await ExchangeAloneAsync(ct);
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Who stops a host twice finds the database gone the second time.
        if (!Interlocked.Exchange(ref stopped, true))
        {
            await TryExchangeAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await TryExchangeAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ExchangeAloneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        limit.Connected(
            await db.Set<Connection>()
                .Where(c => c.Status == ConnectionStatus.Linked)
                .Select(c => c.CompanyId)
                .Distinct()
                .CountAsync(ct)
        );
        var day = limit.Today;
        if (day != saved)
        {
            // What the old day counted in its last seconds is of no use to anybody.
            (saved, savedRequests) = (day, 0);
            // As entities, so that who follows the changes sees that a quota that was used up is fresh.
            db.RemoveRange(await db.Set<RequestCount>().Where(c => c.Day < day.Date).ToListAsync(ct));
            await SaveAsync(db, ct);
        }

        var here = day.UsedHere;
        var total = await AddAsync(db, day.Date, here - savedRequests, ct);
        savedRequests = here;
        day.Elsewhere(total - here);
        if (options.Value.Enforced && total > limit.Limit)
        {
            (await db.Set<RequestCount>().SingleAsync(c => c.Day == day.Date, ct)).Exceed();
            await SaveAsync(db, ct);
        }
    }

    private static async Task SaveAsync(CausewayDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process noticed it first.
            db.ChangeTracker.Clear();
        }
    }

    private async Task TryExchangeAsync(CancellationToken ct)
    {
        try
        {
            await ExchangeAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Requests go on without it; the next turn catches up.
            Log.Failed(logger, e);
        }
    }

    private static async Task<long> AddAsync(CausewayDb db, DateOnly day, long requests, CancellationToken ct)
    {
        if (requests == 0)
        {
            return await db.Set<RequestCount>().Where(c => c.Day == day).SumAsync(c => c.Requests, ct);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var totals = await db
            .Database.SqlQuery<long>(
                $"""
                INSERT INTO request_counts (day, requests) VALUES ({day}, {requests})
                ON CONFLICT (day) DO UPDATE SET requests = request_counts.requests + excluded.requests
                RETURNING requests AS "Value"
                """
            )
            .ToListAsync(ct);
        await transaction.CommitAsync(ct);
        return totals[0];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The requests of the last seconds could not be counted")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}

/// <summary>How many requests were made on a day.</summary>
public sealed class RequestCount
{
    private RequestCount() { }

    public DateOnly Day { get; private set; }

    public long Requests { get; private set; }

    /// <summary>Whether there were more than the quota, which is noted once.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>There were more than the quota.</summary>
    public void Exceed() => IsExceeded = true;
}

internal sealed class RequestCountTable : IEntityTypeConfiguration<RequestCount>
{
    public void Configure(EntityTypeBuilder<RequestCount> count)
    {
        count.ToTable("request_counts");
        count.HasKey(c => c.Day);
        count.Property(c => c.IsExceeded).IsConcurrencyToken().HasDefaultValue(false);
    }
}
