using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class QuarantineTests(SyncServer server)
{
    [Fact]
    public async Task One_bad_record_is_set_aside_and_the_rest_loads()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(150).Spoil("r000003").Trip("r000120");

        var dataset = await connection.SyncAsync();
        var validation = await connection.GetAsync($"sync/{dataset.Id()}/validation");
        var quarantine = await connection.GetAsync($"connections/{connection.Id}/quarantine/customers");

        dataset.Status().ShouldBe("Complete", dataset.ToString());
        dataset.Count("added").ShouldBe(148);
        dataset.Count("quarantined").ShouldBe(2);
        var errors = validation.GetProperty("errors").EnumerateArray().ToList();
        errors.Select(e => e.GetProperty("itemId").GetString()).ShouldBe(["r000003", "r000120"]);
        errors.Select(e => e.GetProperty("ruleId").GetString()).ShouldBe(["record-shape", "record-mapping"]);
        quarantine.GetProperty("totalResults").GetInt32().ShouldBe(2);
        quarantine
            .GetProperty("results")[0]
            .GetProperty("raw")
            .GetProperty("name")
            .GetProperty("not")
            .GetString()
            .ShouldBe("a text");
    }

    [Fact]
    public async Task A_record_that_turns_bad_keeps_what_was_read_before()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a", "b");
        await connection.SyncAsync();

        connection.Books.Spoil("a");
        await connection.SyncAsync();

        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(2, 0));
    }

    [Fact]
    public async Task A_record_that_the_source_mended_leaves_the_quarantine()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").Spoil("b");
        await connection.SyncAsync();

        connection.Books.Put("b");
        await connection.SyncAsync();

        var quarantine = await connection.GetAsync($"connections/{connection.Id}/quarantine/customers");
        quarantine.GetProperty("totalResults").GetInt32().ShouldBe(0);
        (await connection.CountAsync(SyncConnection.Customers)).Living.ShouldBe(2);
    }

    [Fact]
    public async Task A_corrected_record_is_stored()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").Spoil("b").Spoil("c");
        await connection.SyncAsync();
        var path = $"/companies/{connection.Company}/connections/{connection.Id}/quarantine/customers";

        using var corrected = await server.App.Client.PutAsJsonAsync($"{path}/b", new { id = "b", name = "Corrected" });
        using var replayed = await server.App.Client.PostAsJsonAsync($"{path}/replay", new { });
        using var unknown = await server.App.Client.PutAsJsonAsync($"{path}/z", new { id = "z", name = "Z" });

        (await corrected.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("replayed").GetInt32().ShouldBe(1);
        var still = await replayed.Content.ReadFromJsonAsync<JsonElement>();
        still.GetProperty("replayed").GetInt32().ShouldBe(0);
        still.GetProperty("failed")[0].GetProperty("id").GetString().ShouldBe("c");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await connection.CountAsync(SyncConnection.Customers)).Living.ShouldBe(2);
    }

    [Fact]
    public async Task A_source_that_sends_mostly_nonsense_ends_as_map_error()
    {
        var connection = await server.HasConnectionAsync();
        for (var i = 0; i < 150; i++)
        {
            connection.Books.Spoil($"x{i:D3}");
        }

        var dataset = await connection.SyncAsync();

        dataset.Status().ShouldBe("MapError");
    }
}
