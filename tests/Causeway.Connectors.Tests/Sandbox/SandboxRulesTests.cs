using System.Text.Json;
using Causeway.Connectors.Sandbox;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Tests.Sandbox;

/// <summary>What all made-up sources have in common, on every data type that they have.</summary>
public sealed class SandboxRulesTests
{
    public static TheoryData<string, string> Sets =>
        new()
        {
            { "mqjo", "corner-shop" },
            { "mqjo", "workshop-1k" },
            { "aiwb", "corner-shop" },
            { "aiwb", "craft-store" },
            { "bksb", "corner-shop" },
            { "bksb", "wholesaler" },
        };

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task The_same_choice_always_brings_the_same_records(string source, string set)
    {
        var minutes = Random.Shared.Next(100_000);
        var (one, other) = (Open(source, set, minutes), Open(source, set, minutes));

        foreach (var type in one.Session.Reads)
        {
            (await TextAsync(one, type)).ShouldBe(await TextAsync(other, type), $"{type} after {minutes} minutes");
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_read_says_beforehand_how_much_it_brings(string source, string set)
    {
        var minutes = Random.Shared.Next(100_000);
        var world = Open(source, set, minutes);

        foreach (var type in world.Session.Reads)
        {
            var pages = await world.PagesAsync(type);

            pages[0].Total.ShouldBe(pages.Sum(p => p.Rows.Count), $"{type} after {minutes} minutes");
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_read_that_goes_on_page_by_page_equals_one_that_does_not_stop(string source, string set)
    {
        var world = Open(source, set, Random.Shared.Next(100_000));

        foreach (var type in world.Session.Reads)
        {
            var whole = await TextAsync(world, type);
            var parts = new List<string>();
            for (string? cursor = null; ; )
            {
                var page = await FirstAsync(world.Session.Reader(type), new ReadWindow { Cursor = cursor });
                parts.AddRange(page.Rows.Select(SandboxWorld.Text));
                // Time passes, and the read still shows the moment at which it began.
                world.After(TimeSpan.FromSeconds(20));
                cursor = page.NextCursor;
                if (cursor is null)
                {
                    break;
                }
            }

            parts.ShouldBe(whole, type.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Too_many_calls_are_refused_with_the_time_to_wait(string source, string set)
    {
        var world = Open(source, set, 0, "rate-limit");
        world.After(TimeSpan.FromSeconds(4 - (world.Time.GetUtcNow().ToUnixTimeSeconds() % 4)));

        foreach (var type in world.Session.Reads)
        {
            var failure = await FailureAsync(() => world.PagesAsync(type));

            failure!.Category.ShouldBe(SourceFailureCategory.RateLimited, type.Key);
            failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        }

        world.After(TimeSpan.FromSeconds(1));
        foreach (var type in world.Session.Reads)
        {
            (await world.PagesAsync(type)).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Access_is_revoked_after_the_first_read_and_stays_so(string source, string set)
    {
        var world = Open(source, set, 0, "auth-revoked");
        foreach (var type in world.Session.Reads)
        {
            (await world.PagesAsync(type)).ShouldNotBeEmpty(type.Key);
        }

        for (var attempt = 0; attempt < 2; attempt++)
        {
            foreach (var type in world.After(TimeSpan.FromDays(1)).Session.Reads)
            {
                var failure = await FailureAsync(() => world.PagesAsync(type));

                failure!.Category.ShouldBe(SourceFailureCategory.Authentication, type.Key);
            }
        }

        foreach (var type in world.With("none").Session.Reads)
        {
            (await world.PagesAsync(type)).ShouldNotBeEmpty(type.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_page_is_slow(string source, string set)
    {
        var world = Open(source, set, 0, "slow");

        foreach (var type in world.Session.Reads)
        {
            var read = FirstAsync(world.Session.Reader(type), new ReadWindow());
            await Task.Yield();
            world.After(TimeSpan.FromSeconds(1.9));
            read.IsCompleted.ShouldBeFalse(type.Key);
            world.After(TimeSpan.FromSeconds(0.2));
            (await read).Rows.ShouldNotBeEmpty(type.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Some_records_of_each_data_type_can_not_be_understood(string source, string set)
    {
        var (world, sound) = (Open(source, set, 0, "malformed"), Open(source, set, 0));

        foreach (var type in world.Session.Reads)
        {
            var reader = world.Session.Reader(type);
            var rows = (await world.PagesAsync(type)).SelectMany(p => p.Rows).ToList();
            var expected = (await sound.PagesAsync(type)).SelectMany(p => p.Rows).ToDictionary(r => r.Id);

            rows.Select(r => r.Id).ShouldBe(expected.Keys, type.Key);
            var bad = rows.Where(r => SandboxWorld.Text(r) != SandboxWorld.Text(expected[r.Id])).ToList();
            bad.ShouldNotBeEmpty(type.Key);
            bad.Count.ShouldBeLessThanOrEqualTo(1 + (rows.Count / 8), type.Key);
            bad.ForEach(r => Should.Throw<JsonException>(() => reader.MapJson(r.Json.Span), type.Key));
        }
    }

    private static SandboxWorld Open(string source, string set, double minutes, string fault = "none") =>
        new SandboxWorld(
            set,
            BuiltInConnectors.All.Single(c => c.Manifest.Key == source && c.Manifest.IsSandbox),
            fault
        ).After(TimeSpan.FromMinutes(minutes));

    private static async Task<List<string>> TextAsync(SandboxWorld world, DataType type) =>
        [.. (await world.PagesAsync(type)).SelectMany(p => p.Rows).Select(SandboxWorld.Text)];

    private static async Task<SourcePage> FirstAsync(Reader reader, ReadWindow window)
    {
        await foreach (var page in reader.FetchAsync(window, SandboxWorld.Ct))
        {
            return page;
        }

        throw new InvalidOperationException("A read has at least one page.");
    }

    private static async Task<SourceFailure?> FailureAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (SourceException e)
        {
            return e.Failure;
        }
    }
}
