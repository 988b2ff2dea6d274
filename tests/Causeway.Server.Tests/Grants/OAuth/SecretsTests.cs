using System.Net.Http.Json;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Access.Users;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Portal;
using Microsoft.AspNetCore.Identity;
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
    public async Task A_key_that_the_framework_makes_by_itself_encrypts_everything_too()
    {
        await using var app = await CausewayApp.StartAsync(_ => { });
        var ledger = await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        using var created = await app.Client.PostAsJsonAsync(
            "/webhooks",
            new { url = "https://hooks.example/x", eventTypes = new[] { "client.*" } }
        );
        var webhook = await created.ShouldBeOkAsync(System.Net.HttpStatusCode.Created);
        var user = await PortalVisitor.HasUserAsync(app, PortalRole.Analyst);
        var authenticator = await WithAuthenticatorsAsync(app, user, SetKeyAsync);
        var before = app.Services.GetRequiredService<VaultKeys>().CurrentKeyId();
        (await IsAllOfAsync(app, before)).ShouldBeTrue();

        await OutliveKeysAsync(app);
        await app.RestartAsync();

        var keys = app.Services.GetRequiredService<VaultKeys>();
        keys.CurrentKeyId().ShouldNotBe(before);
        await OAuthConnection.EventuallyAsync(() => IsAllOfAsync(app, keys.CurrentKeyId()));
        // Once: there is nothing left to begin with.
        (await app.Services.GetRequiredService<KeyWatch>().LookAsync(CancellationToken.None)).ShouldBeFalse();
        using var again = await app.AuthorizeAsync(ledger, CausewayAppDomain.Ledger("one"));
        await again.ShouldBeOkAsync();
        var secret = await app.GetJsonAsync($"/webhooks/{webhook.GetProperty("id").GetString()}/secret");
        secret.GetProperty("secret").GetString().ShouldBe(webhook.GetProperty("secret").GetString());
        (await WithAuthenticatorsAsync(app, user, (store, u) => store.GetAuthenticatorKeyAsync(u, default))).ShouldBe(
            authenticator
        );
    }

    [Fact]
    public async Task A_secret_that_is_damaged_keeps_no_other_from_being_encrypted_anew()
    {
        await using var app = await CausewayApp.StartAsync(_ => { });
        var damaged = await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        var sound = await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var bytes = await db.Set<Credentials>()
            .Where(c => c.ConnectionId == damaged.Id)
            .Select(c => c.SealedValues)
            .SingleAsync();
        bytes[^1] ^= 1;
        await db.Set<Credentials>()
            .Where(c => c.ConnectionId == damaged.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedValues, bytes));

        using var rotated = await app.Client.PostAsync("/encryptionKey/rotate", null);

        var keys = app.Services.GetRequiredService<VaultKeys>();
        await OAuthConnection.EventuallyAsync(async () =>
            keys.IsCurrent(
                await db.Set<Credentials>()
                    .Where(c => c.ConnectionId == sound.Id)
                    .Select(c => c.SealedValues)
                    .SingleAsync()
            )
        );
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

    [Fact]
    public async Task A_secret_in_a_database_or_a_log_is_found_when_its_server_stops()
    {
        var app = await CausewayApp.StartAsync(_ => { });
        (await KnownSecrets.InDatabaseAsync(app.Services)).ShouldBeEmpty();
        var company = await app.HasCompanyAsync($"named {FakeLedgerProbe.Password} by mistake");
        ILogger log = app.Services.GetRequiredService<ILogger<SecretsTests>>();
        log.Log(LogLevel.Information, default, FakeLedgerProbe.Password, null, (password, _) => password);

        var found = (await Record.ExceptionAsync(async () => await app.DisposeAsync())).ShouldNotBeNull();

        found.Message.ShouldContain("companies");
        found.Message.ShouldContain($"The log of {typeof(SecretsTests).FullName}");
        found.Message.ShouldContain(FakeLedgerProbe.Password);
        company.ShouldNotBe(default);
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

    // As if they had been made so long ago that the last one is no longer used: the framework makes another when it needs one.
    private static async Task OutliveKeysAsync(CausewayApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        foreach (var key in await db.DataProtectionKeys.ToListAsync())
        {
            var xml = System.Xml.Linq.XElement.Parse(key.Xml!);
            foreach (var date in (string[])["creationDate", "activationDate", "expirationDate"])
            {
                xml.Element(date)!.Value = ((DateTimeOffset)xml.Element(date)!).AddDays(-91).ToString("O");
            }

            key.Xml = xml.ToString(System.Xml.Linq.SaveOptions.DisableFormatting);
        }

        await db.SaveChangesAsync();
    }

    private static async Task<bool> IsAllOfAsync(CausewayApp app, Guid key)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var all = (await db.Set<Credentials>().Select(c => c.SealedValues).ToListAsync())
            .Concat(await db.Set<Server.Webhooks.Consumers.WebhookConsumer>().Select(c => c.SealedValues).ToListAsync())
            .ToList();
        var ofUsers = await db.Set<IdentityUserToken<Guid>>().Select(t => t.Value!).ToListAsync();
        all.AddRange(ofUsers.Select(Convert.FromBase64String));
        all.Count.ShouldBe(3);
        return all.TrueForAll(s => new Guid(s.AsSpan(4, 16)) == key);
    }

    private static async Task<string?> SetKeyAsync(PortalUserStore store, PortalUser user)
    {
        await store.SetAuthenticatorKeyAsync(user, "KEYOFTHEAUTHENTICATOR", default);
        await store.UpdateAsync(user);
        return "KEYOFTHEAUTHENTICATOR";
    }

    private static async Task<string?> WithAuthenticatorsAsync(
        CausewayApp app,
        PortalUser user,
        Func<PortalUserStore, PortalUser, Task<string?>> act
    )
    {
        await using var scope = app.Services.CreateAsyncScope();
        var store = (PortalUserStore)scope.ServiceProvider.GetRequiredService<IUserStore<PortalUser>>();
        return await act(store, (await store.FindByIdAsync(user.Id.ToString())).ShouldNotBeNull());
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

    private static async Task<string> DumpAsync(CausewayApp app)
    {
        var dump = new StringBuilder();
        await foreach (var (_, _, value) in DatabaseDump.ReadAsync(app.Services))
        {
            dump.Append(value).Append('|');
        }

        return dump.ToString();
    }
}
