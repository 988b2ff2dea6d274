using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Tests.Sandbox;

/// <summary>A copy of a source that is kept up to date by changes, as the engine does.</summary>
internal sealed class SandboxCopy(SandboxWorld world)
{
    private readonly Dictionary<DataType, Dictionary<string, string>> rows = [];
    private readonly Dictionary<DataType, string?> watermarks = [];

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
