using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Sync;

/// <summary>The server is killed at random moments while it syncs; after each restart all goes on by itself.</summary>
[Collection(nameof(Alone))]
public sealed class KilledSyncTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Types = ["customers", "suppliers", "chartOfAccounts"];

    // After a kill PostgreSQL's successor waits some seconds until it knows that its predecessor is dead.
    [Theory]
    [InlineData(DatabaseKind.Sqlite, 20)]
    [InlineData(DatabaseKind.Postgres, 10)]
    public async Task Killed_at_random_moments_no_record_is_lost_doubled_or_half_written(DatabaseKind kind, int kills)
    {
        await using var home = new ServerHome(kind);
        var edition = Path.Combine(home.Directory, "edition");
        await using var server = await ServerProcess.StartAsync(home, Settings(home));
        await File.WriteAllTextAsync(edition, "1");
        var company = await LinkAsync(server, edition);
        var random = new Random(kills);

        var left = kills;
        for (var number = 1; left > 0; number++)
        {
            await File.WriteAllTextAsync(edition, number.ToString(CultureInfo.InvariantCulture));
            using (await server.Client.PostAsync($"/companies/{company}/data/all", null)) { }
            while (left > 0 && !await AllEndedAsync(server, company))
            {
                await Task.Delay(random.Next(20, 700));
                server.Kill();
                left--;
                await server.RestartAsync();
                if (kind is DatabaseKind.Postgres)
                {
                    await UntilItMovesAsync(server, company);
                }
            }

            await UntilAllEndedAsync(server, company);
            await ShouldHoldAsync(server, company, number);
        }

        output.WriteLine($"{kills} kills");
    }

    private static Dictionary<string, string?> Settings(ServerHome home)
    {
        var connectors = Path.Combine(home.Directory, "connectors");
        var name = typeof(BooksConnector).Assembly.GetName().Name!;
        Directory.CreateDirectory(Path.Combine(connectors, name));
        File.Copy(typeof(BooksConnector).Assembly.Location, Path.Combine(connectors, name, $"{name}.dll"));
        return new Dictionary<string, string?>
        {
            ["Causeway:ConnectorsDirectory"] = connectors,
            ["Causeway:Sync:SliceRecords"] = "1000",
            ["Causeway:Sync:DatasetsPerConnection"] = "3",
        };
    }

    private static async Task<string> LinkAsync(ServerProcess server, string edition)
    {
        var company = await PostAsync(server, "/companies", new { name = "A company" });
        var id = company.GetProperty("id").GetString()!;
        var connection = await PostAsync(server, $"/companies/{id}/connections", new { platformKey = BooksConnector.Key });
        var path = $"/companies/{id}/connections/{connection.GetProperty("id").GetString()}/authorization";
        using var linked = await server.Client.PutAsJsonAsync(
            path,
            new Dictionary<string, string> { [BooksConnector.EditionFile] = edition }
        );
        linked.IsSuccessStatusCode.ShouldBeTrue(await linked.Content.ReadAsStringAsync());
        return id;
    }

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<List<JsonElement>> DatasetsAsync(ServerProcess server, string company)
    {
        var history = await server.Client.GetFromJsonAsync<JsonElement>(
            $"/companies/{company}/data/history?pageSize=3&orderBy=-requested"
        );
        return [.. history.GetProperty("results").EnumerateArray()];
    }

    private static async Task<bool> AllEndedAsync(ServerProcess server, string company) =>
        (await DatasetsAsync(server, company)).TrueForAll(d => d.TryGetProperty("completed", out _));

    private static async Task UntilAllEndedAsync(ServerProcess server, string company)
    {
        await UntilAsync(() => AllEndedAsync(server, company), server);
        (await DatasetsAsync(server, company)).ShouldAllBe(d => d.GetProperty("status").GetString() == "Complete");
    }

    private static async Task UntilItMovesAsync(ServerProcess server, string company)
    {
        var before = Picture(await DatasetsAsync(server, company));
        await UntilAsync(async () => Picture(await DatasetsAsync(server, company)) != before, server);
    }

    private static string Picture(List<JsonElement> datasets) =>
        string.Join('|', datasets.Select(d => d.GetProperty("counts") + d.GetProperty("status").GetString()));

    private static async Task UntilAsync(Func<Task<bool>> isSo, ServerProcess server)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await isSo())
        {
            (Environment.TickCount64 < end).ShouldBeTrue($"It did not go on.\n{server.Output}");
            await Task.Delay(50);
        }
    }

    // Every record once, in its latest form, and those that vanished marked.
    private static async Task ShouldHoldAsync(ServerProcess server, string company, int edition)
    {
        foreach (var type in Types)
        {
            var (path, name) = type switch
            {
                "customers" => ("customers", "customerName"),
                "suppliers" => ("suppliers", "supplierName"),
                _ => ("accounts", "name"),
            };
            var found = await ReadAllAsync(server, $"/companies/{company}/data/{path}", name);
            var wrong = new List<string>();
            for (var number = 0; number < Editions.Numbers(edition); number++)
            {
                var expected = Editions.NameOf(number, edition);
                found.TryGetValue(Editions.IdOf(number), out var actual);
                if (
                    expected is null
                        ? actual is { IsDeleted: false }
                        : actual is not { IsDeleted: false } || actual.Name != expected
                )
                {
                    wrong.Add($"{Editions.IdOf(number)}: {actual} instead of {expected ?? "nothing"}");
                }
            }

            wrong.Take(5).ShouldBeEmpty($"{type}, edition {edition}: {wrong.Count} wrong");
        }
    }

    private static async Task<Dictionary<string, Found>> ReadAllAsync(ServerProcess server, string path, string name)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        for (var page = 1; ; page++)
        {
            var body = await server.Client.GetFromJsonAsync<JsonElement>($"{path}?page={page}&pageSize=5000");
            foreach (var record in body.GetProperty("results").EnumerateArray())
            {
                var isDeleted =
                    record.TryGetProperty("metadata", out var metadata)
                    && metadata.TryGetProperty("isDeleted", out var deleted)
                    && deleted.GetBoolean();
                // Add throws on an id that comes twice.
                found.Add(
                    record.GetProperty("id").GetString()!,
                    new Found(record.GetProperty(name).GetString(), isDeleted)
                );
            }

            if (body.GetProperty("results").GetArrayLength() < 5000)
            {
                return found;
            }
        }
    }

    private sealed record Found(string? Name, bool IsDeleted);
}
