using System.Net;
using System.Net.Sockets;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests;

/// <summary>How the server starts.</summary>
public sealed class StartTests
{
    private static readonly Dictionary<string, string?> NoKey = new() { ["Causeway:ApiKey"] = null };

    [Theory]
    [InlineData("Causeway:Database", "neither of the two", "Causeway:Database")]
    [InlineData("Causeway:Database", "mysql://user@host/database", "Causeway:Database")]
    [InlineData("Causeway:Database", "Host=127.0.0.1;Port=1;Username=x;Password=a-secret", "Causeway:Database")]
    [InlineData("Causeway:Database", "Data Source=/dev/null/file.db", "Causeway:Database")]
    [InlineData("Causeway:DataDirectory", "/dev/null/data", "Causeway:DataDirectory")]
    [InlineData("Causeway:PublicUrl", "just a word", "Causeway:PublicUrl")]
    [InlineData("Causeway:PublicUrl", "ftp://example.com", "Causeway:PublicUrl")]
    [InlineData("Causeway:ApiKey", "too short", "Causeway:ApiKey")]
    [InlineData("Causeway:Roles", "api, cook", "Causeway:Roles")]
    [InlineData("Causeway:Databaze", "Data Source=x.db", "Causeway:Databaze")]
    [InlineData("Causeway:Gateway:AllowedNetworks", "127.0.0.0/8, 10.0.0.0/33", "Causeway:Gateway:AllowedNetworks")]
    [InlineData("Causeway:Gateway:Timeout", "00:00:00", "Causeway:Gateway:Timeout")]
    [InlineData("Causeway:Idempotency:KeepFor", "a day", "Causeway:Idempotency:KeepFor")]
    [InlineData("Causeway:Push:MaxAttempts", "0", "Causeway:Push:MaxAttempts")]
    [InlineData("Causeway:RateLimit:Enforced", "perhaps", "Causeway:RateLimit:Enforced")]
    [InlineData("Causeway:RateLimit:RequestsPerCompany", "99999999999999", "Causeway:RateLimit:RequestsPerCompany")]
    [InlineData("Causeway:Sync:Concurrency", "many", "Causeway:Sync:Concurrency")]
    [InlineData("Causeway:Sync:DeletionShare", "1.5", "Causeway:Sync:DeletionShare")]
    [InlineData("Causeway:Sync:SliceTime", "2", "Causeway:Sync:SliceTime")]
    [InlineData("Causeway:Sync:Concurrencie", "4", "Causeway:Sync:Concurrencie")]
    [InlineData("Causeway:Grants:KeyFile", "/dev/null/key", "Causeway:Grants:KeyFile")]
    public async Task A_wrong_setting_stops_the_start_with_a_message_that_names_it(
        string setting,
        string value,
        string named
    )
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        var settings = new Dictionary<string, string?> { [setting] = value };
        if (setting is "Causeway:DataDirectory")
        {
            settings["Causeway:Database"] = null; // which would lie there
        }

        var (exitCode, output) = await ServerProcess.RunAsync(home, settings);

        ShouldExplain(exitCode, output, named);
        output.ShouldNotContain("a-secret");
    }

    [Fact]
    public async Task All_wrong_settings_are_named_at_once_and_nothing_is_made()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);

        var (exitCode, output) = await ServerProcess.RunAsync(
            home,
            new Dictionary<string, string?>
            {
                ["Causeway:Sync:Concurrency"] = "0",
                ["Causeway:Sync:SliceBytes"] = "lots",
                ["Causeway:Push:MaxAttempts"] = "99",
            }
        );

        ShouldExplain(exitCode, output, "Causeway:Sync:Concurrency");
        output.ShouldContain("Causeway:Sync:SliceBytes");
        output.ShouldContain("Causeway:Push:MaxAttempts");
        Directory.EnumerateFiles(home.Directory).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_in_use_stops_the_start_with_a_message_that_says_so()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)occupant.LocalEndpoint).Port}";

        var (exitCode, output) = await ServerProcess.RunAsync(
            home,
            new Dictionary<string, string?> { ["urls"] = address }
        );

        ShouldExplain(exitCode, output, address);
    }

    [Theory, EachDatabase]
    public async Task A_key_that_was_made_by_a_start_that_failed_is_shown(DatabaseKind kind)
    {
        await using var home = new ServerHome(kind);
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();

        var (_, output) = await ServerProcess.RunAsync(
            home,
            new Dictionary<string, string?>(NoKey) { ["urls"] = $"http://{occupant.LocalEndpoint}" }
        );

        await using var server = await ServerProcess.StartAsync(home, NoKey);
        await ShouldAcceptAsync(server, GeneratedKey(output + '\n' + server.Output.Text).ShouldNotBeNull(output));
    }

    [Fact]
    public async Task A_second_process_on_a_SQLite_file_is_refused_and_does_the_first_no_harm()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        await using var first = await ServerProcess.StartAsync(home);

        var (exitCode, output) = await ServerProcess.RunAsync(home, new Dictionary<string, string?>());

        ShouldExplain(exitCode, output, "Causeway:Database");
        output.ShouldContain("another process");
        await ShouldAcceptAsync(first, home.ApiKey);
    }

    [Fact]
    public async Task A_process_takes_a_SQLite_file_over_from_one_that_is_ending()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        await using var first = await ServerProcess.StartAsync(home);

        var starting = ServerProcess.StartAsync(home);
        await first.StopAsync();
        await using var second = await starting;

        await ShouldAcceptAsync(second, home.ApiKey);
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_an_empty_PostgreSQL_server_are_all_ready_and_make_one_key()
    {
        await using var home = new ServerHome(DatabaseKind.Postgres);

        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServerProcess.StartAsync(home, NoKey)));

        try
        {
            var key = servers.Select(s => GeneratedKey(s.Output.Text)).Where(k => k is not null).ShouldHaveSingleItem();
            foreach (var server in servers)
            {
                await ShouldAcceptAsync(server, key!);
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    [Theory, EachDatabase]
    public async Task A_key_is_made_and_shown_once(DatabaseKind kind)
    {
        await using var home = new ServerHome(kind);
        await using var server = await ServerProcess.StartAsync(home, NoKey);
        var key = GeneratedKey(server.Output.Text).ShouldNotBeNull(server.Output.Text);
        await ShouldAcceptAsync(server, key);

        server.Kill();
        await server.RestartAsync();

        GeneratedKey(server.Output.Text).ShouldBe(key, "it was printed a second time");
        await ShouldAcceptAsync(server, key);
    }

    [Theory, EachDatabase]
    public async Task A_server_with_another_key_file_than_before_does_not_start(DatabaseKind kind)
    {
        await using var home = new ServerHome(kind);
        var keyFile = Path.Combine(home.Directory, "causeway.key");
        await using (var server = await ServerProcess.StartAsync(home))
        {
            await server.StopAsync();
        }

        await File.WriteAllTextAsync(keyFile, Convert.ToBase64String(new byte[32]));
        var (exitCode, output) = await ServerProcess.RunAsync(home, new Dictionary<string, string?>());

        ShouldExplain(exitCode, output, "Causeway:Grants:KeyFile");
    }

    private static async Task ShouldAcceptAsync(ServerProcess server, string key)
    {
        using var client = server.NewClient(ServerProcess.BasicKey(key));
        using var response = await client.GetAsync("/companies");
        response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        ((int)response.StatusCode).ShouldBeLessThan(500, await response.Content.ReadAsStringAsync());
    }

    private static string? GeneratedKey(string output) =>
        output
            .Split('\n')
            .Where(line => line.TrimStart().StartsWith("API key", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2])
            .SingleOrDefault();

    private static void ShouldExplain(int exitCode, string output, string named)
    {
        exitCode.ShouldNotBe(0, output);
        output.ShouldContain(named);
        output.ShouldNotContain("   at ");
        output.Split('\n').Length.ShouldBeLessThan(10, output);
    }
}
