using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Sync;

/// <summary>A company whose books are those of <see cref="BooksConnector"/>, with what a client does and sees.</summary>
internal sealed class BooksCompany(BooksSource source)
{
    private const int PageSize = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly (string Path, string Name)[] Lists =
    [
        ("customers", "customerName"),
        ("suppliers", "supplierName"),
        ("accounts", "name"),
    ];

    public string Id { get; private set; } = "";

    public async Task LinkAsync(ServerProcess server)
    {
        var company = await PostAsync(server, "/companies", new { name = "A company" });
        Id = company.GetProperty("id").GetString()!;
        var connection = await PostAsync(
            server,
            $"/companies/{Id}/connections",
            new { platformKey = BooksConnector.Key }
        );
        using var linked = await server.Client.PutAsJsonAsync(
            $"/companies/{Id}/connections/{connection.GetProperty("id").GetString()}/authorization",
            new Dictionary<string, string> { [BooksConnector.Address] = source.Address }
        );
        linked.IsSuccessStatusCode.ShouldBeTrue(await linked.Content.ReadAsStringAsync());
    }

    public async Task RefreshAllAsync(ServerProcess server)
    {
        using var response = await server.Client.PostAsync($"/companies/{Id}/data/all", null);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Queues a data type, and answers the dataset's id.</summary>
    public async Task<string> QueueAsync(ServerProcess server, string dataType)
    {
        var dataset = await PostAsync(server, $"/companies/{Id}/data/queue/{dataType}", new { });
        return dataset.GetProperty("id").GetString()!;
    }

    public async Task<List<JsonElement>> DatasetsAsync(ServerProcess server)
    {
        var history = await server.Client.GetFromJsonAsync<JsonElement>(
            $"/companies/{Id}/data/history?pageSize={Lists.Length}&orderBy=-requested"
        );
        return [.. history.GetProperty("results").EnumerateArray()];
    }

    public async Task<bool> AllEndedAsync(ServerProcess server) =>
        (await DatasetsAsync(server)).TrueForAll(d => d.TryGetProperty("completed", out _));

    /// <summary>Whether something was still to be done at a moment.</summary>
    public async Task<bool> WasAtWorkAsync(ServerProcess server, DateTimeOffset moment) =>
        (await DatasetsAsync(server)).Exists(d =>
            !d.TryGetProperty("completed", out var completed) || completed.GetDateTimeOffset() > moment
        );

    public async Task UntilCompleteAsync(ServerProcess server)
    {
        await UntilAsync(() => AllEndedAsync(server), server);
        (await DatasetsAsync(server)).ShouldAllBe(d => d.GetProperty("status").GetString() == "Complete");
    }

    /// <summary>Waits until the datasets got on since they looked like this, or ended.</summary>
    public Task UntilItMovesAsync(ServerProcess server, string before) =>
        UntilAsync(async () => await PictureAsync(server) != before || await AllEndedAsync(server), server);

    public async Task<string> PictureAsync(ServerProcess server) =>
        string.Join(
            '|',
            (await DatasetsAsync(server)).Select(d => d.GetProperty("counts") + d.GetProperty("status").GetString())
        );

    /// <summary>Every record is there once, in its latest form, and those that vanished are marked.</summary>
    public async Task ShouldHoldAsync(ServerProcess server)
    {
        var edition = source.Edition;
        foreach (var (path, name) in Lists)
        {
            var found = await ReadAllAsync(server, $"/companies/{Id}/data/{path}", name);
            var wrong = new List<string>();
            for (var number = 0; number < Editions.Numbers(edition); number++)
            {
                var expected = Editions.NameOf(number, edition);
                found.TryGetValue(Editions.IdOf(number), out var actual);
                var isRight = expected is null
                    ? actual is null or { IsDeleted: true }
                    : actual is { IsDeleted: false } && actual.Name == expected;
                if (!isRight)
                {
                    wrong.Add($"{Editions.IdOf(number)}: {actual} instead of {expected ?? "nothing"}");
                }
            }

            found.Count.ShouldBeLessThanOrEqualTo(
                Editions.Numbers(edition),
                $"{path}: there are more than the source has"
            );
            wrong.Take(5).ShouldBeEmpty($"{path}, edition {edition}: {wrong.Count} wrong");
        }
    }

    private static async Task<Dictionary<string, Found>> ReadAllAsync(ServerProcess server, string path, string name)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        for (var page = 1; ; page++)
        {
            var body = await server.Client.GetFromJsonAsync<JsonElement>($"{path}?page={page}&pageSize={PageSize}");
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

            if (body.GetProperty("results").GetArrayLength() < PageSize)
            {
                return found;
            }
        }
    }

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, ServerProcess server)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await isSo())
        {
            (Environment.TickCount64 < end).ShouldBeTrue($"It did not go on.\n{server.Output}");
            await Task.Delay(50);
        }
    }

    private sealed record Found(string? Name, bool IsDeleted);
}
