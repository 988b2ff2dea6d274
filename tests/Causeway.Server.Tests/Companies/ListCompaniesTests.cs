using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Companies;

public class ListCompaniesTests(CausewayApp app)
{
    // Tests share the database: each tags its companies with a word of its own.
    private readonly string batch = Guid.CreateVersion7().ToString("N");

    [Fact]
    public async Task Pages_follow_each_other_by_their_links()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await CreateAsync($"Company {i}"));
        }

        var found = new List<string>();
        var path = $"/companies?tags={Uri.EscapeDataString($"batch={batch}")}&pageSize=2";
        while (path is not null)
        {
            var page = await app.GetJsonAsync(path);
            page.GetProperty("totalResults").GetInt32().ShouldBe(5);
            page.GetProperty("pageSize").GetInt32().ShouldBe(2);
            found.AddRange(Ids(page));
            path = page.GetProperty("_links").TryGetProperty("next", out var next)
                ? next.GetProperty("href").GetString()
                : null;
        }

        found.ShouldBe(ids);
    }

    [Fact]
    public async Task A_page_past_the_end_is_empty()
    {
        await CreateAsync("Alone");

        var page = await app.GetJsonAsync($"/companies?page=99&tags={Uri.EscapeDataString($"batch={batch}")}");

        page.GetProperty("results").GetArrayLength().ShouldBe(0);
        page.GetProperty("totalResults").GetInt32().ShouldBe(1);
        page.GetProperty("pageNumber").GetInt32().ShouldBe(99);
    }

    [Fact]
    public async Task Companies_are_ordered_by_what_is_asked()
    {
        var b = await CreateAsync("Berta");
        var c = await CreateAsync("clara");
        var a = await CreateAsync("ADA");

        Ids(await ListAsync("&orderBy=name")).ShouldBe([a, b, c]);
        Ids(await ListAsync("&orderBy=-name")).ShouldBe([c, b, a]);
        Ids(await ListAsync("&orderBy=-created")).ShouldBe([a, c, b]);
    }

    [Fact]
    public async Task Companies_are_found_by_the_status_of_their_connections()
    {
        var (none, pending, linked) = (
            await CreateAsync("None"),
            await CreateAsync("Pending"),
            await CreateAsync("Linked")
        );
        await app.HasConnectionAsync(linked: false, company: new(Guid.Parse(pending)));
        await app.HasConnectionAsync(linked: true, company: new(Guid.Parse(linked)));

        Ids(await QueryAsync("dataConnections.status=PendingAuth")).ShouldBe([pending]);
        Ids(await QueryAsync("dataConnections.status!=PendingAuth")).ShouldBe([none, linked]);
        Ids(await QueryAsync("dataConnections.status!=PendingAuth && dataConnections.status!=Linked")).ShouldBe([none]);
        Ids(await QueryAsync($"id={linked} || name~none")).ShouldBe([none, linked]);
    }

    [Fact]
    public async Task Tags_can_be_equal_unequal_and_contain()
    {
        var uk = await CreateAsync("A", ("region", "uk"));
        var us = await CreateAsync("B", ("region", "us"));

        Ids(await ListAsync("", " && region = UK")).ShouldBe([uk]);
        Ids(await ListAsync("", " && region != uk")).ShouldBe([us]);
        Ids(await ListAsync("", " && region ~ u")).ShouldBe([uk, us]);
    }

    [Fact]
    public async Task Connections_are_in_the_bodies()
    {
        var id = await CreateAsync("Connected");
        var connection = await app.HasConnectionAsync(company: new(Guid.Parse(id)));

        var page = await ListAsync();

        var listed = page.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        var inBody = listed.GetProperty("dataConnections").EnumerateArray().ShouldHaveSingleItem();
        inBody.ToString().ShouldBe((await app.GetJsonAsync(connection.Path)).ToString());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=99999999999", "page")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=5001", "pageSize")]
    [InlineData("query=colour%3Dred", "colour")]
    [InlineData("query=name%3E1", "name")]
    [InlineData("query=%7B", "query")]
    [InlineData("query=name%3D%00", "query")]
    [InlineData("orderBy=colour", "colour")]
    [InlineData("orderBy=dataConnections.status", "dataConnections.status")]
    [InlineData("tags=region%3E1", "region")]
    [InlineData("tags=region%3D%00", "tags")]
    public async Task A_wrong_parameter_is_refused_by_name(string parameters, string field)
    {
        using var response = await app.Client.GetAsync($"/companies?{parameters}");

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task A_query_error_tells_the_position()
    {
        using var response = await app.Client.GetAsync("/companies?query=name%3Da%20%26%26%20colour%3Dred");

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "colour", "Company", "position 11");
    }

    private async Task<string> CreateAsync(string name, params (string Key, string Value)[] tags)
    {
        var all = tags.Append(("batch", batch)).ToDictionary(t => t.Item1, t => t.Item2);
        using var response = await app.Client.PostAsJsonAsync("/companies", new { name, tags = all });
        return (await response.ShouldBeOkAsync()).GetProperty("id").GetString()!;
    }

    private Task<JsonElement> ListAsync(string parameters = "", string moreTags = "") =>
        app.GetJsonAsync($"/companies?tags={Uri.EscapeDataString($"batch={batch}{moreTags}")}{parameters}");

    private Task<JsonElement> QueryAsync(string query) => ListAsync($"&query={Uri.EscapeDataString(query)}");

    private static List<string> Ids(JsonElement page) =>
        [.. page.GetProperty("results").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
}
