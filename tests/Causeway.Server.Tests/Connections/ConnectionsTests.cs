using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Connections;

public class ConnectionsTests(CausewayApp app)
{
    [Fact]
    public async Task A_new_connection_waits_for_its_authorization()
    {
        var company = await app.HasCompanyAsync();

        using var response = await app.Client.PostAsJsonAsync(
            $"/companies/{company}/connections",
            new { platformKey = FakeBooks.Key }
        );

        var connection = await response.ShouldBeOkAsync();
        connection.GetProperty("status").GetString().ShouldBe("PendingAuth");
        connection.GetProperty("integrationKey").GetString().ShouldBe(FakeBooks.Key);
        connection.GetProperty("integrationId").GetString().ShouldBe("0190a000-0000-7000-8000-00000000b001");
        connection.GetProperty("sourceId").GetString().ShouldBe("0190a000-0000-7000-8000-00000000b002");
        connection.GetProperty("sourceType").GetString().ShouldBe("Accounting");
        connection.GetProperty("platformName").GetString().ShouldBe("Test Books");
        connection.GetProperty("dataConnectionErrors").GetArrayLength().ShouldBe(0);
        connection.GetProperty("connectionInfo").ToString().ShouldBe("{}");
        connection.GetProperty("additionalProperties").ToString().ShouldBe("{}");
        connection.GetProperty("created").GetString().ShouldNotBeNull().ShouldEndWith("Z");
        connection
            .GetProperty("linkUrl")
            .GetString()
            .ShouldBe(
                $"http://localhost:5080/companies/{company}/connections/{connection.GetProperty("id").GetString()}/start"
            );
        var read = await app.GetJsonAsync(
            $"/companies/{company}/connections/{connection.GetProperty("id").GetString()}"
        );
        read.ToString().ShouldBe(connection.ToString());
    }

    [Theory]
    [InlineData("""{"platformKey":"nope"}""", "platformKey")]
    [InlineData("""{"platformKey":null}""", "platformKey")]
    [InlineData("""{"platformKey":5}""", "platformKey")]
    [InlineData("""{}""", "platformKey")]
    [InlineData("""{"platform":"tbks"}""", "platform")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"platformKey":""", "platformKey")]
    public async Task A_wrong_body_is_refused_by_name(string body, string field)
    {
        var company = await app.HasCompanyAsync();
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Client.PostAsync($"/companies/{company}/connections", content);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task Nothing_can_be_connected_to_a_company_that_is_not_there()
    {
        const string Unknown = "/companies/0190a000-0000-7000-8000-0000000000ff/connections";

        using var created = await app.Client.PostAsJsonAsync(Unknown, new { platformKey = FakeBooks.Key });
        using var listed = await app.Client.GetAsync(Unknown);

        await created.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "Company");
        await listed.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "Company");
    }

    [Fact]
    public async Task Another_companys_connection_is_not_found()
    {
        var connection = await app.HasConnectionAsync();
        var other = await app.HasCompanyAsync();
        var path = $"/companies/{other}/connections/{connection.Id}";

        using var get = await app.Client.GetAsync(path);
        using var patch = await app.Client.PatchAsJsonAsync(path, new { status = "Unlinked" });
        using var put = await app.Client.PutAsJsonAsync($"{path}/authorization", new { });
        using var events = await app.Client.GetAsync($"{path}/events");
        using var delete = await app.Client.DeleteAsync(path);

        foreach (var response in (HttpResponseMessage[])[get, patch, put, events, delete])
        {
            await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, $"{connection.Id}");
        }

        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task A_company_lists_its_connections_and_no_others()
    {
        var company = await app.HasCompanyAsync();
        var books = await app.HasConnectionAsync(company: company);
        var bank = await app.HasConnectionAsync(linked: false, company: company, platformKey: FakeBank.Key);
        await app.HasConnectionAsync();

        var all = await app.GetJsonAsync($"/companies/{company}/connections");
        var linked = await app.GetJsonAsync($"/companies/{company}/connections?query=status%3Dlinked");
        var ofBank = await app.GetJsonAsync(
            $"/companies/{company}/connections?query={Uri.EscapeDataString("platformName~bank && sourceType=Banking && sourceId=0190a000-0000-7000-8000-00000000b004")}"
        );
        var backwards = await app.GetJsonAsync($"/companies/{company}/connections?orderBy=-created&pageSize=1");

        Ids(all).ShouldBe([$"{books.Id}", $"{bank.Id}"]);
        all.GetProperty("totalResults").GetInt32().ShouldBe(2);
        Ids(linked).ShouldBe([$"{books.Id}"]);
        Ids(ofBank).ShouldBe([$"{bank.Id}"]);
        Ids(backwards).ShouldBe([$"{bank.Id}"]);
        backwards
            .GetProperty("_links")
            .GetProperty("next")
            .GetProperty("href")
            .GetString()
            .ShouldBe($"/companies/{company}/connections?page=2&pageSize=1&orderBy=-created");
    }

    [Fact]
    public async Task The_list_over_all_companies_tells_whose_each_is()
    {
        var connection = await app.HasConnectionAsync();
        await app.HasConnectionAsync();

        var page = await app.GetJsonAsync($"/connections?query=companyId%3D{connection.CompanyId}");
        var every = await app.GetJsonAsync("/connections?pageSize=1");

        page.GetProperty("totalResults").GetInt32().ShouldBe(1);
        var found = page.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("id").GetString().ShouldBe($"{connection.Id}");
        found.GetProperty("companyId").GetString().ShouldBe($"{connection.CompanyId}");
        every.GetProperty("totalResults").GetInt32().ShouldBeGreaterThan(1);
        every.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_connection_is_nowhere_any_more()
    {
        var connection = await app.HasConnectionAsync();

        using var response = await app.Client.DeleteAsync(connection.Path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var get = await app.Client.GetAsync(connection.Path);
        await get.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        using var events = await app.Client.GetAsync($"{connection.Path}/events");
        await events.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        using var again = await app.Client.DeleteAsync(connection.Path);
        await again.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        (await app.GetJsonAsync($"/companies/{connection.CompanyId}"))
            .GetProperty("dataConnections")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task The_audit_trail_tells_each_move()
    {
        var connection = await app.HasConnectionAsync();
        (await app.PatchAsync(connection)).Dispose();
        (await app.AuthorizeAsync(connection, new { })).Dispose();

        var events = await app.GetJsonAsync($"{connection.Path}/events");
        var second = await app.GetJsonAsync($"{connection.Path}/events?page=2&pageSize=1");

        events
            .GetProperty("results")
            .EnumerateArray()
            .Select(e =>
                (
                    e.TryGetProperty("fromStatus", out var from) ? from.GetString() : null,
                    e.GetProperty("toStatus").GetString(),
                    e.GetProperty("actor").GetString()
                )
            )
            .ShouldBe([
                (null, "PendingAuth", "Api"),
                ("PendingAuth", "Linked", "Api"),
                ("Linked", "Unlinked", "Api"),
                ("Unlinked", "Linked", "Api"),
            ]);
        second
            .GetProperty("results")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("toStatus")
            .GetString()
            .ShouldBe("Linked");
        second.GetProperty("totalResults").GetInt32().ShouldBe(4);
    }

    private static List<string?> Ids(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("results").EnumerateArray().Select(c => c.GetProperty("id").GetString())];
}
