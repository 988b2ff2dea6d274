using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Tests.Sandbox;

/// <summary>A copy of a source that is kept up to date by changes, as the engine does.</summary>
internal sealed class SandboxCopy(SandboxWorld world)
{
    private readonly Dictionary<DataType, Dictionary<string, string>> rows = [];
    private readonly Dictionary<DataType, string?> watermarks = [];

    /// <summary>A copy that is made at one time and refreshed at another equals the source.</summary>
    public static async Task ShouldKeepUpAsync(SandboxWorld world, double first, double second)
    {
        var copy = new SandboxCopy(world.After(TimeSpan.FromMinutes(first)));
        await copy.RefreshAsync();

        world.After(TimeSpan.FromMinutes(second - first));
        await copy.RefreshAsync();

        await copy.ShouldEqualTheSourceAsync();
    }

    /// <summary>Half a minute brings records that are new, that changed and that are gone.</summary>
    public static async Task ShouldBringAllKindsOfChangeAsync(SandboxWorld world, DataType type)
    {
        var before = await world.PagesAsync(type);
        var ids = before.SelectMany(p => p.Rows).Select(r => r.Id).ToHashSet();

        var changes = await world.After(TimeSpan.FromSeconds(30)).PagesAsync(type, before[^1].Watermark);

        var brought = changes.SelectMany(p => p.Rows).Select(r => r.Id).ToList();
        brought.ShouldContain(id => !ids.Contains(id), "new");
        brought.ShouldContain(id => ids.Contains(id), "changed");
        changes.SelectMany(p => p.Deleted).ShouldNotBeEmpty("deleted");
    }

    public async Task RefreshAsync()
    {
        foreach (var type in world.Session.Reads)
        {
            await RefreshAsync(type);
        }
    }

    public async Task ShouldEqualTheSourceAsync()
    {
        foreach (var type in world.Session.Reads)
        {
            var anew = (await world.PagesAsync(type))
                .SelectMany(p => p.Rows)
                .ToDictionary(r => r.Id, SandboxWorld.Text);
            var mine = rows[type];
            mine.Keys.Except(anew.Keys).ShouldBeEmpty($"{type}: not reported as gone");
            anew.Keys.Except(mine.Keys).ShouldBeEmpty($"{type}: not brought");
            anew.Where(r => mine[r.Key] != r.Value).Select(r => r.Key).ShouldBeEmpty($"{type}: changes not brought");
        }
    }

    private async Task RefreshAsync(DataType type)
    {
        if (!rows.TryGetValue(type, out var mine))
        {
            rows.Add(type, mine = []);
        }

        var tracking = world.Session.Reader(type).Tracking;
        var since = tracking is ChangeTracking.FullScan ? null : watermarks.GetValueOrDefault(type);
        var pages = await world.PagesAsync(type, since);
        watermarks[type] = pages[^1].Watermark;
        var brought = pages.SelectMany(p => p.Rows).ToList();
        foreach (var row in brought)
        {
            mine[row.Id] = SandboxWorld.Text(row);
        }

        IReadOnlyCollection<string> gone = (tracking, since) switch
        {
            (_, null) => [.. mine.Keys.Except(brought.Select(r => r.Id))],
            (ChangeTracking.ChangesThenIds, _) => [.. mine.Keys.Except(await world.IdsAsync(type))],
            _ => [.. pages.SelectMany(p => p.Deleted)],
        };
        gone.ShouldAllBe(id => mine.ContainsKey(id), $"{type} reports what was never there");
        foreach (var id in gone)
        {
            mine.Remove(id);
        }
    }
}
