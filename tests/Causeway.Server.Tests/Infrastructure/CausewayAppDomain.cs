using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Server.Connections;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>A connection that a test made.</summary>
public sealed record TestConnection(CompanyId CompanyId, ConnectionId Id)
{
    /// <summary>Its address.</summary>
    public string Path => $"/companies/{CompanyId}/connections/{Id}";
}

/// <summary>What tests say about a running server, in the words of the domain.</summary>
public static class CausewayAppDomain
{
    /// <summary>There is a company.</summary>
    public static async Task<CompanyId> HasCompanyAsync(this CausewayApp app, string name = "Example Company")
    {
        using var response = await app.Client.PostAsJsonAsync("/companies", new { name });
        var company = await response.ShouldBeOkAsync();
        return CompanyId.From(company.GetProperty("id").GetGuid());
    }

    /// <summary>There is a connection, of a new company unless one is given.</summary>
    public static async Task<TestConnection> HasConnectionAsync(
        this CausewayApp app,
        bool linked = true,
        CompanyId? company = null,
        string platformKey = FakeBooks.Key
    )
    {
        var companyId = company ?? await app.HasCompanyAsync();
        using var created = await app.Client.PostAsJsonAsync(
            $"/companies/{companyId}/connections",
            new { platformKey }
        );
        var body = await created.ShouldBeOkAsync();
        var connection = new TestConnection(companyId, ConnectionId.From(body.GetProperty("id").GetGuid()));
        if (linked)
        {
            object values = platformKey is FakeLedger.Key ? Ledger("one") : new { };
            using var response = await app.AuthorizeAsync(connection, values);
            await response.ShouldBeOkAsync();
        }

        return connection;
    }

    /// <summary>What opens the test ledger.</summary>
    public static Dictionary<string, string> Ledger(
        string user,
        string password = FakeLedgerProbe.Password,
        string url = "http://ledger.example/"
    ) =>
        new()
        {
            ["url"] = url,
            ["user"] = user,
            ["password"] = password,
        };

    /// <summary>Puts an authorization.</summary>
    public static Task<HttpResponseMessage> AuthorizeAsync(
        this CausewayApp app,
        TestConnection connection,
        object values
    ) => app.Client.PutAsJsonAsync($"{connection.Path}/authorization", values);

    /// <summary>Unlinks, or tries to set another status.</summary>
    public static Task<HttpResponseMessage> PatchAsync(
        this CausewayApp app,
        TestConnection connection,
        string status = nameof(ConnectionStatus.Unlinked)
    ) => app.Client.PatchAsJsonAsync(connection.Path, new { status });

    /// <summary>Reads an address and expects 200.</summary>
    public static async Task<JsonElement> GetJsonAsync(this CausewayApp app, string path)
    {
        using var response = await app.Client.GetAsync(path);
        return await response.ShouldBeOkAsync();
    }

    /// <summary>Where a connection is in its life.</summary>
    public static async Task<string?> StatusOfAsync(this CausewayApp app, TestConnection connection) =>
        (await app.GetJsonAsync(connection.Path)).GetProperty("status").GetString();

    /// <summary>Reads an address again and again until what it answers is so.</summary>
    public static async Task<JsonElement> EventuallyAsync(
        this CausewayApp app,
        string path,
        Func<JsonElement, bool> isSo
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var body = await app.GetJsonAsync(path);
            if (isSo(body))
            {
                return body;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"It never came about at {path}; at last: {body}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }
}
