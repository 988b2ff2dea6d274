using Causeway.Server.Portal.Live;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

public class LiveFeedTests(CausewayApp app)
{
    // The feed reads the database alone, so that it is all the same which process made the change.
    [Fact]
    public async Task Pages_are_told_of_what_they_show_and_of_nothing_else()
    {
        var shown = await app.HasConnectionAsync();
        var other = await app.HasConnectionAsync();
        var feed = app.Services.GetRequiredService<LiveFeed>();
        var (told, others) = (new TaskCompletionSource(), 0);
        using var watch = feed.Watch([shown.Id.Value], () => Done(told.TrySetResult));
        using var quiet = feed.Watch([Guid.CreateVersion7(DateTimeOffset.UnixEpoch)], () => Done(() => ++others > 0));
        await Task.Delay(TimeSpan.FromSeconds(1.5));

        using var elsewhere = await app.PatchAsync(other);
        using var here = await app.PatchAsync(shown);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        others.ShouldBe(0);

        static Task Done(Func<bool> act)
        {
            act();
            return Task.CompletedTask;
        }
    }
}
