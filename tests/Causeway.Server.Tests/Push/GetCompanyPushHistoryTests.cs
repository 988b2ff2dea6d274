using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Tests.Push;

[Collection(nameof(PushServer))]
public sealed class GetCompanyPushHistoryTests(PushServer server)
{
    [Fact]
    public async Task The_history_is_paged_in_the_order_of_acceptance()
    {
        var connection = await server.HasConnectionAsync();
        var keys = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            keys.Add((await connection.PushAsync($"Customer {i}")).ToString());
        }

        var page = await ListAsync(connection, "?page=2&pageSize=2");

        page.GetProperty("totalResults").GetInt64().ShouldBe(5);
        page.GetProperty("pageNumber").GetInt32().ShouldBe(2);
        page.GetProperty("pageSize").GetInt32().ShouldBe(2);
        KeysOf(page).ShouldBe(keys[2..4]);
        var links = page.GetProperty("_links");
        links.GetProperty("next").GetProperty("href").GetString()!.ShouldEndWith("/push?page=3&pageSize=2");
        links.GetProperty("previous").GetProperty("href").GetString()!.ShouldEndWith("/push?page=1&pageSize=2");
    }

    [Fact]
    public async Task The_history_can_be_queried_and_ordered()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(SourceFailureCategory.Rejected);
        var failed = await connection.PushAsync("Bad");
        var first = await connection.PushAsync("Good");
        server.Advance(TimeSpan.FromMinutes(1));
        var second = await connection.PushAsync("Better");
        await connection.UntilAsync(failed, "Failed");
        await connection.UntilAsync(second, "Success");

        var successes = await ListAsync(connection, "?query=status%3dSuccess&orderBy=-requestedOnUtc");
        var one = await ListAsync(connection, $"?query=pushOperationKey%3d{failed}");
        var none = await ListAsync(connection, "?query=dataType%3dinvoices");
        var mine = await ListAsync(connection, $"?query=dataConnectionKey%3d{connection.Id}%26%26statusCode%3d400");

        KeysOf(successes).ShouldBe([second.ToString(), first.ToString()]);
        KeysOf(one).ShouldBe([failed.ToString()]);
        none.GetProperty("totalResults").GetInt64().ShouldBe(0);
        KeysOf(mine).ShouldBe([failed.ToString()]);
    }

    [Theory]
    [InlineData("?query=nonsense%3d1", "nonsense")]
    [InlineData("?query=status", "query")]
    [InlineData("?orderBy=nonsense", "nonsense")]
    [InlineData("?page=0", "page")]
    [InlineData("?pageSize=5001", "pageSize")]
    public async Task What_cannot_be_understood_is_refused(string query, string field)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await server.Client.GetAsync($"/companies/{connection.CompanyId}/push{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Writes_of_another_company_are_not_to_be_seen()
    {
        var mine = await server.HasConnectionAsync();
        var other = await server.HasConnectionAsync();
        var key = await other.PushAsync();

        var list = await ListAsync(mine, "");
        using var one = await server.Client.GetAsync($"/companies/{mine.CompanyId}/push/{key}");
        using var trail = await server.Client.GetAsync($"/companies/{mine.CompanyId}/push/{key}/events");
        using var nobody = await server.Client.GetAsync($"/companies/{Contracts.CompanyId.New(server.Clock)}/push");

        list.GetProperty("totalResults").GetInt64().ShouldBe(0);
        one.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        trail.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_trail_says_who_moved_a_write_and_why()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextAnswerIsLost();
        var key = await connection.PushAsync();
        await connection.UntilAsync(key, "Success");

        var trail = await connection.TrailAsync(key);

        trail
            .Select(e => $"{e.GetProperty("actor")} {e.GetProperty("to")} {e.GetProperty("attempt")}")
            .ShouldBe(["Client Pending 0", "Server Sending 1", "Server Uncertain 1", "Source Success 1"]);
        trail[0].TryGetProperty("from", out _).ShouldBeFalse();
        trail[2].GetProperty("reason").GetString().ShouldBe("The answer was lost.");
    }

    private async Task<JsonElement> ListAsync(PushConnection connection, string query) =>
        await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{connection.CompanyId}/push{query}");

    private static IEnumerable<string> KeysOf(JsonElement page) =>
        page.GetProperty("results").EnumerateArray().Select(o => o.GetProperty("pushOperationKey").GetString()!);
}
