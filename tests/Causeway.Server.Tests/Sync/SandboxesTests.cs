using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Connectors;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Sync;

/// <summary>The made-up sources that come with the server, as a client meets them: linked with nothing, read, listed.</summary>
public class SandboxesTests(CausewayApp app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("mqjo")]
    [InlineData("aiwb")]
    [InlineData("bksb")]
    public async Task Every_data_type_of_a_sandbox_is_read_and_served(string key)
    {
        var connection = await app.HasConnectionAsync(platformKey: key);
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");

        using var all = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/all", null);
        all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var datasets = await EndOfAllAsync(connection);

        datasets
            .ToDictionary(d => Text(d, "dataType"), d => Text(d, "status"))
            .ShouldBe(Types(key).ToDictionary(t => t.Key, _ => "Complete"), ignoreOrder: true);
        foreach (var type in Types(key))
        {
            await ShouldBeServedAsync(connection, type);
        }
    }

    [Theory]
    [InlineData("mqjo")]
    [InlineData("aiwb")]
    [InlineData("bksb")]
    public async Task Access_that_a_sandbox_was_told_to_revoke_is_lost_after_the_first_read(string key)
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: key);
        using (var linked = await app.AuthorizeAsync(connection, new { fault = "auth-revoked" }))
        {
            await linked.ShouldBeOkAsync();
        }

        using var first = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/all", null);
        var before = await EndOfAllAsync(connection);
        using var second = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/all", null);
        var after = (await EndOfAllAsync(connection)).ExceptBy(before.Select(d => Text(d, "id")), d => Text(d, "id"));

        before.ShouldAllBe(d => Text(d, "status") == "Complete");
        after.Select(d => Text(d, "status")).Distinct().ShouldBe(["AuthError"]);
        (await app.StatusOfAsync(connection)).ShouldBe("Deauthorized");
    }

    private async Task ShouldBeServedAsync(TestConnection connection, DataType type)
    {
        var prefix =
            type.Level is DataLevel.Company ? $"/companies/{connection.CompanyId}/data" : $"{connection.Path}/data";
        var path = $"{prefix}/{type.Path}";
        if (type.IsSingleton)
        {
            (await app.GetJsonAsync(path)).EnumerateObject().Count().ShouldBeGreaterThan(3, type.Key);
            return;
        }

        if (type.Key is "bankTransactions")
        {
            var account = (await app.GetJsonAsync($"{prefix}/bankAccounts")).GetProperty("results")[0];
            path = $"{prefix}/bankAccounts/{Text(account, "id")}/bankTransactions";
        }

        var list = await app.GetJsonAsync($"{path}?pageSize=5");
        var total = list.GetProperty("totalResults").GetInt32();
        total.ShouldBePositive(type.Key);
        list.GetProperty("results").GetArrayLength().ShouldBe(Math.Min(5, total), type.Key);
        var id = type.Key is "banking-accountBalances" ? "accountId" : "id";
        var record = list.GetProperty("results")[0];
        var key = Text(record, id);

        var found = await app.GetJsonAsync($"{path}?query={Uri.EscapeDataString($"{id}={key}")}");
        var one = found.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        one.GetRawText().ShouldBe(record.GetRawText(), type.Key);
        if (type.Key is not ("bankTransactions" or "banking-accountBalances"))
        {
            var single = await app.GetJsonAsync($"{path}/{key}");
            Text(single, id).ShouldBe(key);
            // Alone it is the top of a tree.
            (type.Key is "trackingCategories" || single.GetRawText() == record.GetRawText()).ShouldBeTrue(type.Key);
        }
    }

    private async Task<List<JsonElement>> EndOfAllAsync(TestConnection connection)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var history = await app.Client.GetFromJsonAsync<JsonElement>(
                $"/companies/{connection.CompanyId}/data/history?pageSize=100",
                patience.Token
            );
            var datasets = history.GetProperty("results").EnumerateArray().ToList();
            if (datasets.TrueForAll(d => d.TryGetProperty("completed", out _)))
            {
                return datasets;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private static List<DataType> Types(string key)
    {
        var parts = new ConnectorBuilder();
        BuiltInConnectors.All.Single(c => c.Manifest.Key == key).Build(parts);
        return [.. parts.Readers.Keys];
    }

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;
}
