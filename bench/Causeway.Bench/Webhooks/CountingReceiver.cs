using System.Globalization;

namespace Causeway.Bench.Webhooks;

/// <summary>An endpoint that reads what comes, answers 200 and tells how many came and in how many seconds; the first ones, by which the sender warms up, do not count.</summary>
internal static class CountingReceiver
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", settings.Text("urls", "")]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var (count, first, last, warmUp) = (0L, 0L, 0L, 0L);
        app.MapGet("/", () => "up");
        app.MapGet(
            "/figures",
            () =>
            {
                var seconds = TimeProvider.System.GetElapsedTime(first, Interlocked.Read(ref last)).TotalSeconds;
                var counted = Math.Max(0, Interlocked.Read(ref count) - warmUp);
                return string.Create(CultureInfo.InvariantCulture, $"{counted} {seconds}");
            }
        );
        app.MapPost("/reset", (long uncounted) => (count, first, last, warmUp) = (0, 0, 0, uncounted));
        app.MapPost(
            "/hooks",
            async context =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                var now = TimeProvider.System.GetTimestamp();
                Interlocked.Exchange(ref last, now);
                if (Interlocked.Increment(ref count) == warmUp + 1)
                {
                    first = now;
                }
            }
        );
        await app.RunAsync();
    }
}
