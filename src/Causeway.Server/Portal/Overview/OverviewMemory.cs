namespace Causeway.Server.Portal.Overview;

/// <summary>The overview is the same for all; it is read once every few seconds at most, however many look at it.</summary>
public sealed class OverviewMemory(IServiceScopeFactory scopes) : IDisposable
{
    private static readonly long Kept = (long)TimeSpan.FromSeconds(4).TotalMilliseconds;

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Entry? current;

    public async Task<OverviewModel> GetAsync(CancellationToken ct)
    {
        var known = current;
        if (known is not null && Environment.TickCount64 - known.At < Kept)
        {
            return known.Model;
        }

        // One reads it anew; the others see the last one meanwhile.
        if (known is null)
        {
            await reading.WaitAsync(ct);
        }
        else if (!await reading.WaitAsync(TimeSpan.Zero, ct))
        {
            return known.Model;
        }

        try
        {
            if (current is { } read && Environment.TickCount64 - read.At < Kept)
            {
                return read.Model;
            }

            await using var scope = scopes.CreateAsyncScope();
            var model = await scope.ServiceProvider.GetRequiredService<ReadOverview>().RunAsync(ct);
            current = new Entry(model, Environment.TickCount64);
            return model;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private sealed record Entry(OverviewModel Model, long At);
}
