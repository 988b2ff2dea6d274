using System.Security.Cryptography;
using System.Text;
using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants;

public sealed class KeyRingTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("causeway-keys-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_key_file_is_made_once_and_for_its_owner_alone()
    {
        var path = Path.Combine(directory, "causeway.key");

        var wrapped = KeyFile.ReadOrCreate(path).Wrap("a secret"u8);

        KeyFile.ReadOrCreate(path).Unwrap(wrapped).ShouldBe("a secret"u8.ToArray());
        Convert.FromBase64String(File.ReadAllText(path)).Length.ShouldBe(32);
        Directory.GetFiles(directory).ShouldBe([path, $"{path}.lock"], ignoreOrder: true);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Of_many_that_make_it_at_once_all_have_the_same()
    {
        var path = Path.Combine(directory, "causeway.key");
        var files = new KeyFile[16];

        Parallel.For(0, files.Length, i => files[i] = KeyFile.ReadOrCreate(path));

        var wrapped = files[0].Wrap("a secret"u8);
        files.ShouldAllBe(file => file.Unwrap(wrapped).Length == 8);
    }

    [Fact]
    public void What_was_changed_or_wrapped_with_another_key_is_not_unwrapped()
    {
        var file = KeyFile.ReadOrCreate(Path.Combine(directory, "one"));
        var other = KeyFile.ReadOrCreate(Path.Combine(directory, "two"));
        var wrapped = file.Wrap("a secret"u8);

        Should.Throw<CryptographicException>(() => other.Unwrap(wrapped));
        Should.Throw<CryptographicException>(() => file.Unwrap(wrapped.AsSpan(0, 20)));
        wrapped[^1] ^= 1;
        Should.Throw<CryptographicException>(() => file.Unwrap(wrapped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void A_file_without_a_key_is_refused_by_the_settings_name(string content)
    {
        var path = Path.Combine(directory, "wrong");
        File.WriteAllText(path, content);

        Should.Throw<SettingException>(() => KeyFile.Read(path)).Message.ShouldContain("Causeway:Grants:KeyFile");
    }

    [Fact]
    public void A_file_that_is_missing_is_refused_by_the_settings_name() =>
        Should
            .Throw<SettingException>(() => KeyFile.Read(Path.Combine(directory, "missing")))
            .Message.ShouldContain("Causeway:Grants:KeyFile");

    [Fact]
    public async Task The_ring_in_the_database_is_wrapped_and_survives_a_restart()
    {
        await using var app = await CausewayApp.StartAsync(_ => { });
        var connection = ConnectionId.New(TimeProvider.System);
        var sealedValues = app.Services.GetRequiredService<Vault>().Seal(connection, Values("in the vault"));

        var stored = await StoredAsync(app);
        await app.RestartAsync();

        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(xml => xml.Contains("wrappedKey") && !xml.Contains("<masterKey"));
        app.Services.GetRequiredService<Vault>()
            .Open(connection, sealedValues)["password"]
            .Reveal()
            .ShouldBe("in the vault");
        Encoding.UTF8.GetString(sealedValues).ShouldNotContain("in the vault");
    }

    private static Dictionary<string, Secret> Values(string password) => new() { ["password"] = new Secret(password) };

    private static async Task<List<string>> StoredAsync(CausewayApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        return await db.DataProtectionKeys.Select(k => k.Xml ?? "").ToListAsync();
    }
}
