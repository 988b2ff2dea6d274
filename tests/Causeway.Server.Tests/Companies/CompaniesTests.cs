using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Companies;

public class CompaniesTests(CausewayApp app)
{
    [Fact]
    public async Task A_new_company_has_everything_that_the_API_promises()
    {
        using var response = await app.Client.PostAsJsonAsync(
            "/companies",
            new
            {
                name = "Toft Stores",
                description = "Sells things",
                tags = new { region = "uk", uid = "42" },
            }
        );

        var company = await response.ShouldBeOkAsync();
        company.GetProperty("name").GetString().ShouldBe("Toft Stores");
        company.GetProperty("description").GetString().ShouldBe("Sells things");
        company.GetProperty("tags").GetProperty("region").GetString().ShouldBe("uk");
        company.GetProperty("tags").GetProperty("uid").GetString().ShouldBe("42");
        company.GetProperty("dataConnections").GetArrayLength().ShouldBe(0);
        company.GetProperty("products").GetArrayLength().ShouldBe(0);
        company.GetProperty("referenceSubsidiaryCompanies").GetArrayLength().ShouldBe(0);
        company.GetProperty("createdByUserName").GetString().ShouldBe("First key");
        company.GetProperty("created").GetString().ShouldNotBeNull().ShouldEndWith("Z");
        company.TryGetProperty("lastSync", out _).ShouldBeFalse();
        company
            .GetProperty("redirect")
            .GetString()
            .ShouldBe($"http://localhost:5080/company/{company.GetProperty("id").GetGuid()}");
    }

    [Theory]
    [InlineData("Example Company (Codat[1])", "Example Company Codat1")]
    [InlineData("  Smith & Sons, Ltd.  ", "Smith & Sons, Ltd.")]
    [InlineData("O'Neil-Baker @ home!?", "O'Neil-Baker @ home!?")]
    [InlineData("Müller 商店 हिन्दी", "Müller 商店 हिन्दी")]
    [InlineData("<script>alert(1)</script>", "scriptalert1script")]
    public async Task Characters_that_a_name_cannot_have_are_removed(string given, string kept)
    {
        using var response = await app.Client.PostAsJsonAsync("/companies", new { name = given });

        (await response.ShouldBeOkAsync()).GetProperty("name").GetString().ShouldBe(kept);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"()[]{}"}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"A","nmae":"B"}""", "nmae")]
    [InlineData("""{"name":"A","name":"B"}""", "name")]
    [InlineData("""{"name":"A","tags":{"":"x"}}""", "tags.")]
    [InlineData("""{"name":"A","tags":{"k":null}}""", "tags.k")]
    [InlineData("""{"name":"A","tags":{"k":7}}""", "tags.k")]
    [InlineData("""{"name":"A","tags":{"1234567890123456789012345678":"x"}}""", "tags.123456789012345678901234567")]
    [InlineData("""{"name":"A","tags":["x"]}""", "tags")]
    [InlineData("""{"name":"A\u0000B"}""", "name")]
    [InlineData("""{"name":"A","description":"x\u0000"}""", "description")]
    [InlineData("""{"name":"A","description":"\ud800"}""", "description")]
    [InlineData("""{"name":"A","referenceParentCompany":{"id":"nonsense"}}""", "referenceParentCompany.id")]
    [InlineData("""{"name":"A","referenceParentCompany":{}}""", "referenceParentCompany.id")]
    [InlineData(
        """{"name":"A","referenceParentCompany":{"id":"0190a000-0000-7000-8000-0000000000ff"}}""",
        "referenceParentCompany.id"
    )]
    public async Task A_wrong_member_is_refused_by_name(string body, string field)
    {
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Client.PostAsync("/companies", content);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task Eleven_tags_and_values_of_more_than_a_hundred_characters_are_too_much()
    {
        var eleven = Enumerable.Range(0, 11).ToDictionary(i => $"k{i}", _ => "v");
        using var tooMany = await app.Client.PostAsJsonAsync("/companies", new { name = "A", tags = eleven });
        using var tooLong = await app.Client.PostAsJsonAsync(
            "/companies",
            new { name = "A", tags = new { k = new string('x', 101) } }
        );

        await tooMany.ShouldNameAsync("tags");
        await tooLong.ShouldNameAsync("tags.k");
    }

    [Fact]
    public async Task PUT_replaces_and_empties_what_it_does_not_name()
    {
        var id = await CreateAsync("""{"name":"Before","description":"old","tags":{"a":"1","b":"2"}}""");

        using var response = await app.Client.PutAsJsonAsync($"/companies/{id}", new { name = "After" });

        var company = await response.ShouldBeOkAsync();
        company.GetProperty("name").GetString().ShouldBe("After");
        company.TryGetProperty("description", out _).ShouldBeFalse();
        company.GetProperty("tags").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task PUT_needs_a_name()
    {
        var id = await CreateAsync("""{"name":"Before"}""");

        using var response = await app.Client.PutAsJsonAsync($"/companies/{id}", new { description = "x" });

        await response.ShouldNameAsync("name");
    }

    [Fact]
    public async Task PATCH_changes_only_what_it_names()
    {
        var id = await CreateAsync("""{"name":"Before","description":"old","tags":{"a":"1","b":"2"}}""");

        using var response = await app.Client.PatchAsJsonAsync(
            $"/companies/{id}",
            new { name = (string?)null, tags = new { b = "3" } }
        );

        var company = await response.ShouldBeOkAsync();
        company.GetProperty("name").GetString().ShouldBe("Before");
        company.GetProperty("description").GetString().ShouldBe("old");
        company.GetProperty("tags").EnumerateObject().Select(t => (t.Name, t.Value.GetString())).ShouldBe([("b", "3")]);
    }

    [Fact]
    public async Task A_parent_and_its_subsidiaries_name_each_other()
    {
        var parent = await CreateAsync("""{"name":"Holding","tags":{"region":"uk"}}""");
        var child = await CreateAsync(
            $$"""{"name":"Shop","description":"one","referenceParentCompany":{"id":"{{parent}}"} }"""
        );

        var holding = await app.GetJsonAsync($"/companies/{parent}");
        var shop = await app.GetJsonAsync($"/companies/{child}");

        var subsidiary = holding.GetProperty("referenceSubsidiaryCompanies").EnumerateArray().ShouldHaveSingleItem();
        subsidiary.GetProperty("id").GetString().ShouldBe(child);
        subsidiary.GetProperty("description").GetString().ShouldBe("one");
        shop.GetProperty("referenceParentCompany").GetProperty("name").GetString().ShouldBe("Holding");
        shop.GetProperty("referenceParentCompany").GetProperty("tags").GetProperty("region").GetString().ShouldBe("uk");
    }

    [Fact]
    public async Task A_replacement_keeps_the_parent_unless_it_names_it()
    {
        var parent = await CreateAsync("""{"name":"Holding"}""");
        var child = await CreateAsync($$"""{"name":"Shop","referenceParentCompany":{"id":"{{parent}}"} }""");

        using var silent = await PutAsync(child, """{"name":"Shop 2"}""");
        (await silent.ShouldBeOkAsync()).TryGetProperty("referenceParentCompany", out _).ShouldBeTrue();
        using var explicitly = await PutAsync(child, """{"name":"Shop 3","referenceParentCompany":null}""");
        (await explicitly.ShouldBeOkAsync()).TryGetProperty("referenceParentCompany", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_company_cannot_belong_to_its_own_subsidiary()
    {
        var parent = await CreateAsync("""{"name":"Holding"}""");
        var child = await CreateAsync($$"""{"name":"Shop","referenceParentCompany":{"id":"{{parent}}"} }""");

        using var response = await PutAsync(
            parent,
            $$"""{"name":"Holding","referenceParentCompany":{"id":"{{child}}"} }"""
        );

        await response.ShouldNameAsync("referenceParentCompany.id");
    }

    [Fact]
    public async Task A_deleted_company_is_gone_with_its_connections_and_its_children_lose_their_parent()
    {
        var connection = await app.HasConnectionAsync();
        var child = await CreateAsync(
            $$"""{"name":"Shop","referenceParentCompany":{"id":"{{connection.CompanyId}}"} }"""
        );

        using var response = await app.Client.DeleteAsync($"/companies/{connection.CompanyId}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var company = await app.Client.GetAsync($"/companies/{connection.CompanyId}");
        await company.ShouldBeRefusedAsync(HttpStatusCode.NotFound, $"{connection.CompanyId}");
        using var gone = await app.Client.GetAsync(connection.Path);
        await gone.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        using var again = await app.Client.DeleteAsync($"/companies/{connection.CompanyId}");
        await again.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        (await app.GetJsonAsync($"/companies/{child}")).TryGetProperty("referenceParentCompany", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_company_that_is_not_there_is_not_found(string method)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            "/companies/0190a000-0000-7000-8000-0000000000ff"
        )
        {
            Content = method is "PUT" or "PATCH" ? JsonContent.Create(new { name = "A" }) : null,
        };

        using var response = await app.Client.SendAsync(request);

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "not found");
    }

    [Fact]
    public async Task An_id_that_is_no_UUID_is_refused_by_name()
    {
        using var response = await app.Client.GetAsync("/companies/nonsense");

        await response.ShouldNameAsync("companyId");
    }

    [Fact]
    public async Task Parallel_updates_of_one_company_all_succeed_or_conflict()
    {
        var id = await CreateAsync("""{"name":"Busy"}""");

        var responses = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i =>
                    app.Client.PatchAsJsonAsync(
                        $"/companies/{id}",
                        new { name = $"Busy {i}", tags = new Dictionary<string, string> { [$"k{i % 3}"] = $"{i}" } }
                    )
                )
        );

        responses.ShouldAllBe(r => r.StatusCode == HttpStatusCode.OK || r.StatusCode == HttpStatusCode.Conflict);
        responses.ShouldContain(r => r.StatusCode == HttpStatusCode.OK);
        (await app.GetJsonAsync($"/companies/{id}")).GetProperty("tags").EnumerateObject().Count().ShouldBe(1);
    }

    private async Task<string> CreateAsync(string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var response = await app.Client.PostAsync("/companies", content);
        return (await response.ShouldBeOkAsync()).GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> PutAsync(string id, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        return await app.Client.PutAsync($"/companies/{id}", content);
    }
}
