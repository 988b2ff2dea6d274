using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Push;

/// <summary>A company whose books are a <see cref="LedgerSource"/>, to which a client writes customers.</summary>
internal sealed class LedgerCompany
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string id;
    private readonly string connection;

    private LedgerCompany(string id, string connection)
    {
        this.id = id;
        this.connection = connection;
    }

    public static async Task<LedgerCompany> LinkAsync(ServerProcess server, LedgerSource ledger)
    {
        var company = (await PostAsync(server, "/companies", new { name = "A company" })).Text("id");
        var connectionId = (
            await PostAsync(server, $"/companies/{company}/connections", new { platformKey = LedgerConnector.Key })
        ).Text("id");
        using var linked = await server.Client.PutAsJsonAsync(
            $"/companies/{company}/connections/{connectionId}/authorization",
            new Dictionary<string, string> { [LedgerConnector.Address] = ledger.Address }
        );
        linked.IsSuccessStatusCode.ShouldBeTrue(await linked.Content.ReadAsStringAsync());
        return new LedgerCompany(company, connectionId);
    }

    /// <summary>Writes a customer, and answers the operation's key.</summary>
    public async Task<string> PushAsync(ServerProcess server, string name)
    {
        var operation = await PostAsync(
            server,
            $"/companies/{id}/connections/{connection}/push/customers",
            new { customerName = name, status = "Active" }
        );
        return operation.Text("pushOperationKey");
    }

    /// <summary>Waits until a write has come to its end, which must be success.</summary>
    public async Task ShouldSucceedAsync(ServerProcess server, string key)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var operation = await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{id}/push/{key}");
            if (operation.Text("status") is not "Pending")
            {
                operation.Text("status").ShouldBe("Success", $"{operation}\n{server.Output}");
                return;
            }

            (Environment.TickCount64 < end).ShouldBeTrue($"It did not come to its end.\n{server.Output}");
            await Task.Delay(250); // some take half a minute, and are asked for one after the other
        }
    }

    /// <summary>The states through which a write went.</summary>
    public async Task<string> StatesAsync(ServerProcess server, string key)
    {
        var trail = await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{id}/push/{key}/events");
        var moves = new List<string>();
        foreach (var state in trail.At("results").EnumerateArray().Select(e => e.Text("to")))
        {
            if (moves.Count == 0 || moves[^1] != state)
            {
                moves.Add(state);
            }
        }

        return string.Join(' ', moves);
    }

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
