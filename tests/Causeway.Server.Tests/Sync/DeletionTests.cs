using System.Net;
using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class DeletionTests(SyncServer server)
{
    public static TheoryData<string> Readers => ["customers", "suppliers", "chartOfAccounts"];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_record_that_vanished_is_marked_however_the_source_tells(string dataType)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(250);
        await connection.SyncAsync(dataType);

        connection.Books.Remove("r000007", "r000130").Put("new");
        var second = await connection.SyncAsync(dataType);
        connection.Books.Put("r000007");
        var third = await connection.SyncAsync(dataType);

        second.Status().ShouldBe("Complete", second.ToString());
        second.Count("deleted").ShouldBe(2);
        second.Count("added").ShouldBe(1);
        third.Count("changed").ShouldBe(1);
        (await connection.CountAsync(Type(dataType))).ShouldBe(new StreamCounts(250, 1));
    }

    [Theory]
    [InlineData("customers", null)]
    [InlineData("suppliers", "3")]
    [InlineData("chartOfAccounts", "3")]
    public async Task Only_changes_are_read_where_the_source_can_tell_them(string dataType, string? since)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a", "b", "c");
        await connection.SyncAsync(dataType);

        connection.Books.Rename("b", "Another name");
        var second = await connection.SyncAsync(dataType);

        connection.Books.LastWindow!.Since.ShouldBe(since);
        second.Count("changed").ShouldBe(1);
        second.Count("fetched").ShouldBe(since is null ? 3 : 1);
    }

    [Fact]
    public async Task Everything_is_read_where_the_source_does_not_know_the_changes_any_more()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a", "b", "c");
        await connection.SyncAsync("chartOfAccounts");
        connection.Books.ForgetsChanges = true;
        connection.Books.PageSize = 1;

        connection.Books.Remove("b");
        var second = await connection.SyncAsync("chartOfAccounts");
        connection.Books.ForgetsChanges = false;
        connection.Books.Rename("a", "Another name");
        var third = await connection.SyncAsync("chartOfAccounts");

        second.Count("fetched").ShouldBe(2);
        second.Count("deleted").ShouldBe(1);
        third.Count("fetched").ShouldBe(1);
    }

    [Fact]
    public async Task A_large_share_that_vanishes_stops_the_sync_until_it_is_approved()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(100);
        await connection.SyncAsync();
        connection.Books.Remove([.. Enumerable.Range(0, 60).Select(i => $"r{i:D6}")]);

        var stopped = await connection.SyncAsync();
        var validation = await connection.GetAsync($"sync/{stopped.Id()}/validation");
        var meanwhile = await connection.CountAsync(SyncConnection.Customers);
        using var approval = await connection.PostAsync($"sync/{stopped.Id()}/deletions/approve");
        var approved = await connection.EndOfAsync(
            JsonSerializer.Deserialize<JsonElement>(await approval.Content.ReadAsStringAsync())
        );

        stopped.Status().ShouldBe("ValidationError");
        stopped.GetProperty("errorMessage").GetString()!.ShouldContain("60 of 100 records");
        validation.GetProperty("errors")[0].GetProperty("ruleId").GetString().ShouldBe("sync-deletion-brake");
        meanwhile.ShouldBe(new StreamCounts(100, 0));
        approved.Status().ShouldBe("Complete");
        approved.Count("deleted").ShouldBe(60);
        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(40, 60));
    }

    [Fact]
    public async Task Deletions_that_a_newer_dataset_has_overtaken_can_not_be_approved()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(100);
        await connection.SyncAsync();
        connection.Books.Remove([.. Enumerable.Range(0, 60).Select(i => $"r{i:D6}")]);
        var stopped = await connection.SyncAsync();
        connection.Books.PutMany(100);
        var healed = await connection.SyncAsync();

        using var approval = await connection.PostAsync($"sync/{stopped.Id()}/deletions/approve");

        healed.Status().ShouldBe("Complete");
        approval.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(100, 0));
    }

    [Fact]
    public async Task Nothing_is_marked_when_fewer_records_came_than_the_source_says_it_has()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(50);
        await connection.SyncAsync();
        connection.Books.Remove("r000001").SaysTotal = 50;

        var second = await connection.SyncAsync();
        var validation = await connection.GetAsync($"sync/{second.Id()}/validation");

        second.Status().ShouldBe("Complete");
        second.Count("deleted").ShouldBe(0);
        validation.GetProperty("warnings")[0].GetProperty("ruleId").GetString().ShouldBe("sync-count");
        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(50, 0));
    }

    [Fact]
    public async Task Nothing_is_marked_by_a_read_that_fails_half_way()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(250);
        await connection.SyncAsync();
        var before = connection.Books.Pages;
        connection.Books.Remove("r000001").BeforePage = n =>
            n - before < 2
                ? Task.CompletedTask
                : throw new Contracts.Connectors.SourceException(
                    new(Contracts.Connectors.SourceFailureCategory.Rejected, "No more.")
                );

        var second = await connection.SyncAsync();

        second.Status().ShouldBe("FetchError");
        second.GetProperty("errorMessage").GetString().ShouldBe("No more.");
        (await connection.CountAsync(SyncConnection.Customers)).ShouldBe(new StreamCounts(250, 0));
    }

    private static DataType Type(string key) =>
        DataType.TryGet(key, out var type) ? type : throw new KeyNotFoundException(key);
}
