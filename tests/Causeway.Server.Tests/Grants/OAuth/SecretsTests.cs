using System.Net.Http.Json;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Secrets lie in the database only encrypted, with a key that can be replaced while the server runs, and nowhere else.</summary>
[Collection(nameof(OAuthServer))]
public sealed class SecretsTests(OAuthServer server)
{
    [Fact]
    public async Task A_new_key_encrypts_everything_while_the_server_works()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync();
        var ledger = await server.App.HasConnectionAsync(platformKey: FakeLedger.Key);
        using var application = await server.App.Client.PutAsJsonAsync(
            $"/integrations/{FakeOAuth.Key}/application",
            new { clientId = OAuthProvider.ClientId, clientSecret = OAuthProvider.ClientSecret }
        );
        await application.ShouldBeOkAsync();
        var keys = server.App.Services.GetRequiredService<VaultKeys>();
        var before = keys.CurrentKeyId();
        var working = new CancellationTokenSource();
        var work = WorkAsync(connection, working.Token);

        using var rotated = await server.App.Client.PostAsync("/encryptionKey/rotate", null);

        ((int)rotated.StatusCode).ShouldBe(202);
        keys.CurrentKeyId().ShouldNotBe(before);
        await OAuthConnection.EventuallyAsync(async () => await IsAllCurrentAsync(keys));
        await working.CancelAsync();
        (await work).ShouldBeGreaterThan(0);
        await connection.ShouldWorkAsync();
        server.Expire();
        await connection.ShouldWorkAsync();
        (await server.App.StatusOfAsync(ledger)).ShouldBe("Linked");
    }

    [Fact]
    public async Task A_process_that_has_not_met_a_new_key_reads_what_another_encrypted_with_it()
    {
        var vault = server.App.Services.GetRequiredService<Vault>();
        // Another process, with a ring of its own in memory.
        using var other = new VaultKeys(server.App.Services, server.App.Services.GetRequiredService<ILoggerFactory>());
        var stranger = new Vault(other);
        var id = ConnectionId.New(TimeProvider.System);
        vault.Open(id, vault.Seal(id, new Dictionary<string, Secret> { ["a"] = new("b") }));

        other.Rotate();

        var sealedValues = stranger.Seal(id, new Dictionary<string, Secret> { ["a"] = new("b") });
        vault.Open(id, sealedValues)["a"].Reveal().ShouldBe("b");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Neither_the_database_nor_the_log_holds_a_secret()
    {
        using var logs = new LogMemory();
        await using var app = await CausewayApp.StartAsync(
            services =>
            {
                services.AddSingleton<Connector>(new FakeOAuth(server.Provider.Url));
                services.AddSingleton<Connector>(new FakeMachine(server.Provider.Url));
                services.AddSingleton<TimeProvider>(server.Clock);
                services.AddSingleton<ILoggerProvider>(logs);
            },
            new(OAuthServer.Settings) { ["Logging:LogLevel:Default"] = "Debug" }
        );
        await server.ReadyAsync();
        var secrets = new List<string>
        {
            OAuthProvider.ClientSecret,
            FakeLedgerProbe.Password,
            "the-secret-of-a-machine",
        };
        using var application = await app.Client.PutAsJsonAsync(
            $"/integrations/{FakeOAuth.Key}/application",
            new { clientId = OAuthProvider.ClientId, clientSecret = OAuthProvider.ClientSecret }
        );
        await application.ShouldBeOkAsync();
        await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        var machine = await app.HasConnectionAsync(linked: false, platformKey: FakeMachine.Key);
        using var byMachine = await app.AuthorizeAsync(
            machine,
            new { clientId = "machine", clientSecret = "the-secret-of-a-machine" }
        );
        await byMachine.ShouldBeOkAsync();
        var connection = await server.HasConnectionAsync(app);
        secrets.AddRange([connection.Minted.RefreshToken, connection.Minted.AccessToken]);
        await NoteTokensAsync(app, connection, secrets);
        foreach (var fault in (string[])["503", "cut-during", "invalid_client", "malformed"])
        {
            await server.Provider.FailAsync(fault);
            server.Expire();
            using (await connection.UseAsync()) { }
        }

        server.Expire();
        await connection.UseAsync();
        await NoteTokensAsync(app, connection, secrets);
        var another = await app.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(app);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(another), "one");
        var query = System.Web.HttpUtility.ParseQueryString(back.Query);
        secrets.AddRange([query["code"]!, query["state"]!]);
        await browser.ReturnAsync(back);
        using var deleted = await app.Client.DeleteAsync(another.Path);

        var dump = await DumpAsync(app);

        dump.Length.ShouldBeGreaterThan(10_000);
        logs.Text.Length.ShouldBeGreaterThan(10_000);
        secrets.Distinct().Count().ShouldBeGreaterThan(6);
        foreach (var secret in secrets)
        {
            dump.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"The database holds {secret[..6]}…");
            logs.Text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"The log holds {secret[..6]}…");
        }
    }

    private static async Task NoteTokensAsync(CausewayApp app, OAuthConnection connection, List<string> secrets)
    {
        var tokens = app
            .Services.GetRequiredService<Server.Grants.Tokens.GrantTokens>()
            .Open(await connection.GrantAsync());
        secrets.AddRange([tokens.AccessToken.Reveal(), tokens.RefreshToken!.Reveal()]);
    }

    private static async Task<int> WorkAsync(OAuthConnection connection, CancellationToken ct)
    {
        var worked = 0;
        while (!ct.IsCancellationRequested)
        {
            await connection.ShouldWorkAsync();
            worked++;
        }

        return worked;
    }

    private async Task<bool> IsAllCurrentAsync(VaultKeys keys)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var credentials = await db.Set<Credentials>().Select(c => c.SealedValues).ToListAsync();
        var grants = await db.Set<Server.Grants.Tokens.Grant>().Select(g => g.SealedTokens).ToListAsync();
        var applications = await db.Set<Server.Grants.Applications.SourceApplicationRow>()
            .Select(a => a.SealedSecret!)
            .ToListAsync();
        return credentials.Concat(grants).Concat(applications).All(keys.IsCurrent);
    }

    // Every value of every table, messages included, as text: bytes also as what they would read as.
    private static async Task<string> DumpAsync(CausewayApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<CausewayDb>().Database.GetDbConnection();
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText =
                CausewayApp.DatabaseKind is DatabaseKind.Sqlite
                    ? "SELECT '\"' || name || '\"' FROM sqlite_master WHERE type = 'table'"
                    : "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }

        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            await using var all = connection.CreateCommand();
            all.CommandText = $"SELECT * FROM {table}";
            await using var rows = await all.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    dump.Append(rows.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : rows.GetValue(i));
                    dump.Append('|');
                }
            }
        }

        return dump.ToString();
    }
}
