using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests;

/// <summary>A company has one active accounting connection, however many want to become it at once.</summary>
public sealed class RaceTests(SharedServers servers)
{
    private const int Racers = 50;

    [Theory, EachDatabase]
    public async Task Of_fifty_that_link_at_once_one_is_linked(DatabaseKind kind)
    {
        using var api = new Api(await servers.OnAsync(kind));
        var companyId = (await api.PostAsync("/companies", new { name = "Raced for" })).Text("id");
        var connections = await CreateAsync(api, companyId);

        var results = await AuthorizeAllAsync(api, companyId, connections);

        results.Count(r => r.Status is HttpStatusCode.OK).ShouldBe(1);
        var winner = results.Single(r => r.Status is HttpStatusCode.OK).Id;
        results
            .Where(r => r.Id != winner)
            .ShouldAllBe(r =>
                r.Status == HttpStatusCode.Conflict && r.Error.Contains(winner, StringComparison.Ordinal)
            );
        await ShouldBeTheOnlyLinkedAsync(api, companyId, winner);
        await api.DeleteAsync($"/companies/{companyId}");
    }

    [Theory, EachDatabase]
    public async Task Of_fifty_that_link_while_one_is_linked_none_is(DatabaseKind kind)
    {
        using var api = new Api(await servers.OnAsync(kind));
        var companyId = (await api.PostAsync("/companies", new { name = "Taken" })).Text("id");
        var first = (await api.PostAsync($"/companies/{companyId}/connections", new { platformKey = "mqjo" })).Text(
            "id"
        );
        await api.PutAsync($"/companies/{companyId}/connections/{first}/authorization", new { });
        var connections = await CreateAsync(api, companyId);

        var results = await AuthorizeAllAsync(api, companyId, connections);

        results.ShouldAllBe(r =>
            r.Status == HttpStatusCode.Conflict && r.Error.Contains(first, StringComparison.Ordinal)
        );
        await ShouldBeTheOnlyLinkedAsync(api, companyId, first);
        await api.DeleteAsync($"/companies/{companyId}");
    }

    private static async Task<string[]> CreateAsync(Api api, string companyId) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, Racers)
                .Select(async _ =>
                    (await api.PostAsync($"/companies/{companyId}/connections", new { platformKey = "mqjo" })).Text(
                        "id"
                    )
                )
        );

    private static async Task<Result[]> AuthorizeAllAsync(Api api, string companyId, string[] connections) =>
        await Task.WhenAll(
            connections.Select(async id =>
            {
                var (status, body) = await api.TryAsync(
                    HttpMethod.Put,
                    $"/companies/{companyId}/connections/{id}/authorization",
                    new { }
                );
                return new Result(id, status, status is HttpStatusCode.OK ? "" : body.Text("error"));
            })
        );

    private static async Task ShouldBeTheOnlyLinkedAsync(Api api, string companyId, string id)
    {
        var linked = await api.AllAsync($"/companies/{companyId}/connections?query=status%3DLinked");
        linked.ShouldHaveSingleItem().Text("id").ShouldBe(id);
    }

    private sealed record Result(string Id, HttpStatusCode Status, string Error);
}
