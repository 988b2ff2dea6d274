using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Causeway.Server.Access;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Access;

/// <summary>Keys are the server's, not a company's: these tests have a server of their own.</summary>
public sealed class ApiKeysTests : IAsyncLifetime
{
    private CausewayApp app = null!;

    public async ValueTask InitializeAsync() => app = await CausewayApp.StartAsync(_ => { });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_shown_once_and_works_until_it_is_deleted()
    {
        using var response = await app.Client.PostAsJsonAsync("/apiKeys", new { name = "invoice-processor" });

        var created = await response.ShouldBeOkAsync(HttpStatusCode.Created);
        var key = created.GetProperty("apiKey").GetString()!;
        created.GetProperty("name").GetString().ShouldBe("invoice-processor");
        created.GetProperty("createdDate").GetString().ShouldNotBeNull().ShouldEndWith("Z");
        (await StatusWithAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await StatusWithAsync($"{key}:")).ShouldBe(HttpStatusCode.OK);
        (await StatusWithAsync($"{key}x")).ShouldBe(HttpStatusCode.Unauthorized);
        var listed = await app.GetJsonAsync("/apiKeys");
        listed.ToString().ShouldNotContain(key);
        listed
            .GetProperty("results")
            .EnumerateArray()
            .Select(k => k.GetProperty("name").GetString())
            .ShouldBe(["First key", "invoice-processor"]);

        using var deleted = await app.Client.DeleteAsync($"/apiKeys/{created.GetProperty("id").GetString()}");

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusWithAsync(key)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused_by_every_process_once_that_is_answered()
    {
        // On PostgreSQL another process has a copy of its own; a SQLite file belongs to one process.
        using var another = new ApiKeyRing(
            app.Services.GetRequiredService<IServiceScopeFactory>(),
            app.Services.GetRequiredService<DatabaseOptions>()
        );
        var ring =
            CausewayApp.DatabaseKind is DatabaseKind.Postgres ? another : app.Services.GetRequiredService<ApiKeyRing>();
        using var response = await app.Client.PostAsJsonAsync("/apiKeys", new { });
        var created = await response.ShouldBeOkAsync(HttpStatusCode.Created);
        var hash = ApiKey.HashOf(created.GetProperty("apiKey").GetString()!);
        (await ring.FindAsync(hash, CancellationToken.None)).ShouldNotBeNull();

        var deleting = app.Client.DeleteAsync($"/apiKeys/{created.GetProperty("id").GetString()}");
        while (!deleting.IsCompleted)
        {
            // So its copy is as young as it can be.
            await ring.FindAsync(hash, CancellationToken.None);
            await Task.Delay(10);
        }

        (await deleting).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ring.FindAsync(hash, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_kept()
    {
        using var response = await app.Client.PostAsJsonAsync("/apiKeys", new { });
        var key = (await response.ShouldBeOkAsync(HttpStatusCode.Created)).GetProperty("apiKey").GetString()!;

        await using var scope = app.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<CausewayDb>().Set<ApiKey>().ToListAsync();

        stored.Count.ShouldBe(2);
        stored.ShouldContain(k => k.Hash.SequenceEqual(ApiKey.HashOf(key)));
        stored.ShouldNotContain(k => Encoding.UTF8.GetString(k.Hash) == key);
    }

    [Fact]
    public async Task There_are_at_most_ten_keys_even_if_many_are_made_at_once()
    {
        var responses = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => app.Client.PostAsJsonAsync("/apiKeys", new { name = $"key {i}" }))
        );

        responses.Count(r => r.StatusCode is HttpStatusCode.Created).ShouldBe(9);
        foreach (var refused in responses.Where(r => r.StatusCode is not HttpStatusCode.Created))
        {
            await refused.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "10 API keys");
        }

        (await app.GetJsonAsync("/apiKeys")).GetProperty("results").GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task The_last_key_stays()
    {
        var only = (await app.GetJsonAsync("/apiKeys")).GetProperty("results")[0].GetProperty("id").GetString();

        using var response = await app.Client.DeleteAsync($"/apiKeys/{only}");

        await response.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "last API key");
        (await app.GetJsonAsync("/apiKeys")).GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_needs_no_name_and_its_request_no_body()
    {
        using var response = await app.Client.PostAsync("/apiKeys", null);

        (await response.ShouldBeOkAsync(HttpStatusCode.Created)).TryGetProperty("name", out _).ShouldBeFalse();
    }

    private async Task<HttpStatusCode> StatusWithAsync(string key)
    {
        using var client = app.ClientWithout();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(key))
        );
        using var response = await client.GetAsync("/apiKeys");
        return response.StatusCode;
    }
}
