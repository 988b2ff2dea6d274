using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Books;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Push;

/// <summary>The server is killed while it writes; after the restart each write comes to its end by itself, and the source holds it once.</summary>
[Collection(nameof(Alone))]
public sealed class KilledPushTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [EachDatabase]
    public async Task Killed_between_sending_and_recording_the_write_is_found_and_not_made_again(DatabaseKind kind)
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, Settings(home));
        var (company, connection) = await LinkAsync(server, ledger);
        var kept = new TaskCompletionSource();
        ledger.After = async _ =>
        {
            kept.SetResult();
            await Task.Delay(Timeout.Infinite);
        };
        var key = await PushAsync(server, company, connection, "Oak");
        await kept.Task.WaitAsync(Patience);

        server.Kill();
        ledger.After = _ => Task.CompletedTask;
        await server.RestartAsync();
        var begin = Environment.TickCount64;
        var done = await UntilSettledAsync(server, company, key);

        output.WriteLine($"settled {Environment.TickCount64 - begin} ms after the restart");
        done.GetProperty("status").GetString().ShouldBe("Success", server.Output.Text);
        ledger.Records.ShouldHaveSingleItem().Name.ShouldBe("Oak");
        (await StatesAsync(server, company, key)).ShouldBe("Pending Sending Uncertain Success");
    }

    [Theory]
    [EachDatabase]
    public async Task Killed_before_the_source_had_it_the_write_is_made_once_it_is_certainly_not_there(
        DatabaseKind kind
    )
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, Settings(home));
        var (company, connection) = await LinkAsync(server, ledger);
        var arrived = new TaskCompletionSource();
        ledger.Before = async _ =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite);
        };
        var key = await PushAsync(server, company, connection, "Oak");
        await arrived.Task.WaitAsync(Patience);

        server.Kill();
        ledger.Before = _ => Task.CompletedTask;
        await server.RestartAsync();
        var done = await UntilSettledAsync(server, company, key);

        done.GetProperty("status").GetString().ShouldBe("Success", server.Output.Text);
        ledger.Records.ShouldHaveSingleItem().Name.ShouldBe("Oak");
        (await StatesAsync(server, company, key)).ShouldBe("Pending Sending Uncertain Pending Sending Success");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 12)]
    [InlineData(DatabaseKind.Postgres, 6)]
    public async Task Killed_at_random_moments_each_write_is_made_once_and_in_its_order(DatabaseKind kind, int kills)
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, Settings(home));
        var (company, connection) = await LinkAsync(server, ledger);
        var random = new Random(kills);
        ledger.Before = _ => Task.Delay(random.Next(0, 15));
        ledger.After = _ => Task.Delay(random.Next(0, 15));
        var names = new List<string>();
        var keys = new List<string>();
        for (var kill = 1; kill <= kills; kill++)
        {
            for (var i = 0; i < 6; i++)
            {
                names.Add($"Customer {names.Count + 1}");
                keys.Add(await PushAsync(server, company, connection, names[^1]));
            }

            await Task.Delay(random.Next(0, 150));
            server.Kill();
            await server.RestartAsync();
        }

        foreach (var key in keys)
        {
            var done = await UntilSettledAsync(server, company, key);
            done.GetProperty("status").GetString().ShouldBe("Success", server.Output.Text);
        }

        ledger.Records.Select(r => r.Name).ShouldBe(names);
        ledger.Records.Select(r => r.Marker).Distinct().Count().ShouldBe(names.Count);
        output.WriteLine($"{kills} kills, {names.Count} writes");
    }

    [Fact]
    public async Task Two_servers_on_one_database_make_each_write_once_and_one_at_a_time()
    {
        await using var ledger = await LedgerSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Postgres);
        var settings = Settings(home);
        await using var one = await ServerProcess.StartAsync(home, settings);
        await using var other = await ServerProcess.StartAsync(home, settings);
        var (company, connection) = await LinkAsync(one, ledger);
        ledger.Before = _ => Task.Delay(5);
        var names = Enumerable.Range(1, 40).Select(i => $"Customer {i}").ToList();
        var keys = new List<string>();
        foreach (var name in names)
        {
            keys.Add(await PushAsync(keys.Count % 2 == 0 ? one : other, company, connection, name));
        }

        foreach (var key in keys)
        {
            var done = await UntilSettledAsync(one, company, key);
            done.GetProperty("status").GetString().ShouldBe("Success", one.Output.Text + other.Output.Text);
        }

        ledger.Records.Select(r => r.Name).ShouldBe(names);
        ledger.MostAtWork.ShouldBe(1);
    }

    private static Dictionary<string, string?> Settings(ServerHome home)
    {
        var connectors = Path.Combine(home.Directory, "connectors");
        var name = typeof(LedgerConnector).Assembly.GetName().Name!;
        Directory.CreateDirectory(Path.Combine(connectors, name));
        File.Copy(typeof(LedgerConnector).Assembly.Location, Path.Combine(connectors, name, $"{name}.dll"));
        return new Dictionary<string, string?>
        {
            ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128",
            ["Causeway:ConnectorsDirectory"] = connectors,
            ["Causeway:Push:CallTimeout"] = "00:00:05",
            ["Causeway:Push:LookAgainAfter"] = "00:00:01",
        };
    }

    private static async Task<(string Company, string Connection)> LinkAsync(ServerProcess server, LedgerSource ledger)
    {
        var company = await PostAsync(server, "/companies", new { name = "A company" });
        var id = company.GetProperty("id").GetString()!;
        var connection = await PostAsync(
            server,
            $"/companies/{id}/connections",
            new { platformKey = LedgerConnector.Key }
        );
        var connectionId = connection.GetProperty("id").GetString()!;
        using var linked = await server.Client.PutAsJsonAsync(
            $"/companies/{id}/connections/{connectionId}/authorization",
            new Dictionary<string, string> { [LedgerConnector.Address] = ledger.Address }
        );
        linked.IsSuccessStatusCode.ShouldBeTrue(await linked.Content.ReadAsStringAsync());
        return (id, connectionId);
    }

    private static async Task<string> PushAsync(ServerProcess server, string company, string connection, string name)
    {
        var operation = await PostAsync(
            server,
            $"/companies/{company}/connections/{connection}/push/customers",
            new { customerName = name, status = "Active" }
        );
        return operation.GetProperty("pushOperationKey").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<JsonElement> UntilSettledAsync(ServerProcess server, string company, string key)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var operation = await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{company}/push/{key}");
            if (operation.GetProperty("status").GetString() is not "Pending")
            {
                return operation;
            }

            (Environment.TickCount64 < end).ShouldBeTrue($"It did not come to its end.\n{server.Output}");
            await Task.Delay(50);
        }
    }

    private static async Task<string> StatesAsync(ServerProcess server, string company, string key)
    {
        var trail = await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{company}/push/{key}/events");
        var states = trail.GetProperty("results").EnumerateArray().Select(e => e.GetProperty("to").GetString()!);
        var moves = new List<string>();
        foreach (var state in states)
        {
            if (moves.Count == 0 || moves[^1] != state)
            {
                moves.Add(state);
            }
        }

        return string.Join(' ', moves);
    }
}
