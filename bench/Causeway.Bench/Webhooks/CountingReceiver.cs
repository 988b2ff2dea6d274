using System.Globalization;

namespace Causeway.Bench.Webhooks;

/// <summary>An endpoint that reads what comes, answers 200 and tells how many came and in how many seconds.</summary>
internal static class CountingReceiver
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", settings.Text("urls", "")]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var (count, first, last) = (0L, 0L, 0L);
        app.MapGet("/", () => "up");
        app.MapGet(
            "/figures",
            () =>
            {
                var seconds = TimeProvider.System.GetElapsedTime(first, Interlocked.Read(ref last)).TotalSeconds;
                return string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref count)} {seconds}");
            }
        );
        app.MapPost("/reset", () => count = first = last = 0);
        app.MapPost(
            "/hooks",
            async context =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                var now = TimeProvider.System.GetTimestamp();
                Interlocked.CompareExchange(ref first, now, 0);
                Interlocked.Exchange(ref last, now);
                Interlocked.Increment(ref count);
            }
        );
        await app.RunAsync();
    }
}
