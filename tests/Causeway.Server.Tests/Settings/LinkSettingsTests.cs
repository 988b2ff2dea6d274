using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Settings;

/// <summary>How Link is set up, through the API: a server of their own, because there is one of each setting.</summary>
public sealed class LinkSettingsTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;

    public async ValueTask InitializeAsync() => app = await own.AsNewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Everything_has_a_default()
    {
        var settings = await app.GetJsonAsync("/settings/link");

        settings.GetProperty("landingPage").GetBoolean().ShouldBeFalse();
        settings.GetProperty("oneTimePasswords").GetBoolean().ShouldBeFalse();
        settings.GetProperty("defaultLanguage").GetString().ShouldBe("en");
        settings.GetProperty("sourceTypes").GetArrayLength().ShouldBe(0);
        settings.GetProperty("redirect").GetProperty("url").GetString().ShouldBe("");
        settings.TryGetProperty("integrations", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Integrations_are_enabled_if_they_are_offered()
    {
        await PutAsync(new { integrations = new[] { FakeBooks.Key } });

        (await IsEnabledAsync(FakeBooks.Key)).ShouldBeTrue();
        (await IsEnabledAsync(FakeBank.Key)).ShouldBeFalse();
        var enabled = (await app.GetJsonAsync("/integrations?query=enabled%3Dtrue")).GetProperty("results");
        enabled.EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe(FakeBooks.Key);

        await PutAsync(new { });
        (await IsEnabledAsync(FakeBank.Key)).ShouldBeTrue();

        async Task<bool> IsEnabledAsync(string key) =>
            (await app.GetJsonAsync($"/integrations/{key}")).GetProperty("enabled").GetBoolean();
    }

    [Fact]
    public async Task What_is_put_is_there_and_can_be_put_again_as_it_was_answered()
    {
        var body = new
        {
            branding = new { displayName = "Northwind", primaryColour = "#ffd200" },
            texts = new { fr = new { landing = "**Bonjour**" } },
            consent = new
            {
                privacyUrl = "https://client.example/privacy",
                texts = new { en = new { purpose = "To decide about your loan." } },
            },
            landingPage = true,
            sourceTypes = new object[]
            {
                new { sourceType = "Accounting" },
                new { sourceType = "Banking", optional = true },
            },
            integrations = new[] { FakeBooks.Key, FakeBank.Key },
            showSandbox = true,
            defaultLanguage = "fr",
            redirect = new { url = "https://client.example/{companyId}", allowedHosts = Array.Empty<string>() },
        };

        var first = await PutAsync(body);
        var second = await PutAsync(first);

        second.ToString().ShouldBe(first.ToString());
        (await app.GetJsonAsync("/settings/link")).ToString().ShouldBe(first.ToString());
        first.GetProperty("texts").GetProperty("fr").GetProperty("landing").GetString().ShouldBe("**Bonjour**");
        first.GetProperty("sourceTypes")[1].GetProperty("optional").GetBoolean().ShouldBeTrue();
        (await app.GetJsonAsync("/profile")).GetProperty("redirectUrl").GetString().ShouldEndWith("{companyId}");

        // The redirect alone stays when it is not named.
        var emptied = await PutAsync(new { });
        emptied.GetProperty("landingPage").GetBoolean().ShouldBeFalse();
        emptied.GetProperty("redirect").GetProperty("url").GetString().ShouldEndWith("{companyId}");
    }

    [Theory]
    [InlineData("branding.displayName", """{"branding":{"displayName":" "}}""")]
    [InlineData("branding.primaryColour", """{"branding":{"primaryColour":"red"}}""")]
    [InlineData("branding.primaryColour", """{"branding":{"primaryColour":"#12345g"}}""")]
    [InlineData("texts", """{"texts":{"tlh":{"landing":"x"}}}""")]
    [InlineData("consent.privacyUrl", """{"consent":{"privacyUrl":"javascript:alert(1)"}}""")]
    [InlineData("consent.texts", """{"consent":{"texts":{"xx":{"purpose":"x"}}}}""")]
    [InlineData("sourceTypes[0].sourceType", """{"sourceTypes":[{"sourceType":"Unknown"}]}""")]
    [InlineData("sourceTypes[1].sourceType", """{"sourceTypes":[{"sourceType":"Banking"},{"sourceType":"Banking"}]}""")]
    [InlineData("integrations[0]", """{"integrations":["zzzz"]}""")]
    [InlineData("defaultLanguage", """{"defaultLanguage":"xx"}""")]
    [InlineData("redirect.url", """{"redirect":{"url":"javascript:alert(1)"}}""")]
    [InlineData("redirect.url", """{"redirect":{"url":"https://{shop}.example/"}}""")]
    [InlineData("redirect.allowedHosts[0]", """{"redirect":{"url":"","allowedHosts":["x"]}}""")]
    [InlineData("landing", """{"texts":{"en":{"landing":1}}}""")]
    public async Task What_is_wrong_is_named(string field, string body)
    {
        using var json = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PutAsync("/settings/link", json);

        var refused = await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest);
        refused
            .GetProperty("validation")
            .GetProperty("errors")[0]
            .GetProperty("itemId")
            .GetString()!
            .ShouldContain(field);
        (await app.GetJsonAsync("/settings/link")).TryGetProperty("texts", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_text_of_more_than_four_thousand_characters_is_refused()
    {
        using var response = await app.Client.PutAsJsonAsync(
            "/settings/link",
            new { texts = new { de = new { footer = new string('x', 4001) } } }
        );

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "texts.de.footer");
    }

    [Fact]
    public async Task A_logo_is_taken_shown_and_removed()
    {
        var png = Png(640, 160);

        using var none = await app.Client.GetAsync("/settings/link/logo");
        using var set = await app.Client.PutAsync("/settings/link/logo", new ByteArrayContent(png));
        var logo = await set.ShouldBeOkAsync();
        using var read = await app.Client.GetAsync("/settings/link/logo");
        var settings = await app.GetJsonAsync("/settings/link");
        using var deleted = await app.Client.DeleteAsync("/settings/link/logo");
        using var again = await app.Client.DeleteAsync("/settings/link/logo");

        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        logo.GetProperty("mediaType").GetString().ShouldBe("image/png");
        (await read.Content.ReadAsByteArrayAsync()).ShouldBe(png);
        settings.GetProperty("branding").GetProperty("logo").GetProperty("size").GetInt32().ShouldBe(png.Length);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_small_picture_is_no_logo()
    {
        byte[][] wrong =
        [
            [],
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(),
            "GIF89a"u8.ToArray(),
            Png(0, 10),
            Png(2001, 10),
            [0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff],
            [.. Png(10, 10), .. new byte[40_000]],
        ];

        foreach (var bytes in wrong)
        {
            using var response = await app.Client.PutAsync("/settings/link/logo", new ByteArrayContent(bytes));
            await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "logo");
        }

        using var jpeg = await app.Client.PutAsync("/settings/link/logo", new ByteArrayContent(Jpeg));
        (await jpeg.ShouldBeOkAsync()).GetProperty("mediaType").GetString().ShouldBe("image/jpeg");
    }

    [Fact]
    public async Task Addresses_have_a_password_when_one_is_required()
    {
        var connection = await app.HasConnectionAsync(linked: false);
        var without = await app.GetJsonAsync($"/companies/{connection.CompanyId}");
        await PutAsync(new { oneTimePasswords = true });

        var with = await app.GetJsonAsync($"/companies/{connection.CompanyId}");
        var linkUrl = (await app.GetJsonAsync(connection.Path)).GetProperty("linkUrl").GetString();
        using var made = await app.Client.PostAsJsonAsync(
            $"/companies/{connection.CompanyId}/linkUrl",
            new { connectionId = connection.Id, language = "de" }
        );
        var url = await made.ShouldBeOkAsync();

        without.GetProperty("redirect").GetString()!.ShouldNotContain("otp=");
        with.GetProperty("redirect").GetString()!.ShouldContain("?otp=");
        with.GetProperty("dataConnections")[0].GetProperty("linkUrl").GetString()!.ShouldContain("?otp=");
        linkUrl!.ShouldContain("?otp=");
        url.GetProperty("url").GetString()!.ShouldEndWith("&lang=de");
        url.GetProperty("expires").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.MinValue);
    }

    [Fact]
    public async Task What_another_process_changes_is_followed_without_a_request_that_waits_for_it()
    {
        var path = $"/companies/{await app.HasCompanyAsync()}";
        await PutAsync(new { oneTimePasswords = false });
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
            (await db.Set<LinkSettings>().SingleAsync()).Replace(new LinkSettingsBody { OneTimePasswords = true });
            await db.SaveChangesAsync();
        }

        if (CausewayApp.DatabaseKind is DatabaseKind.Sqlite)
        {
            // There is no other process; the next change here, or start, reads it.
            await app.Services.GetRequiredService<LinkPasswordRule>().LoadAsync(CancellationToken.None);
        }

        var patience = Stopwatch.StartNew();
        while (!(await RedirectAsync()).Contains("otp=", StringComparison.Ordinal))
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            await Task.Delay(50);
        }

        async Task<string> RedirectAsync() => (await app.GetJsonAsync(path)).GetProperty("redirect").GetString()!;
    }

    [Fact]
    public async Task An_address_is_made_only_for_what_is_there()
    {
        var company = await app.HasCompanyAsync();
        var another = await app.HasConnectionAsync(linked: false);

        using var nobody = await app.Client.PostAsJsonAsync(
            "/companies/0190a000-0000-7000-8000-0000000000ff/linkUrl",
            new { }
        );
        using var others = await app.Client.PostAsJsonAsync(
            $"/companies/{company}/linkUrl",
            new { connectionId = another.Id }
        );
        using var bare = await app.Client.PostAsync($"/companies/{company}/linkUrl", null);

        await nobody.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        await others.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        (await bare.ShouldBeOkAsync()).GetProperty("url").GetString()!.ShouldEndWith($"/company/{company}");
    }

    [Fact]
    public async Task A_preview_has_an_address_and_an_end()
    {
        using var made = await app.Client.PostAsJsonAsync("/settings/link/preview", new { landingPage = true });
        using var wrong = await app.Client.PostAsJsonAsync("/settings/link/preview", new { defaultLanguage = "xx" });

        var preview = await made.ShouldBeOkAsync();
        preview.GetProperty("url").GetString()!.ShouldContain("/link/preview/");
        preview.GetProperty("pages").GetArrayLength().ShouldBeGreaterThan(4);
        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "defaultLanguage");
        (await app.GetJsonAsync("/settings/link")).GetProperty("landingPage").GetBoolean().ShouldBeFalse();
    }

    private async Task<JsonElement> PutAsync(object body)
    {
        using var response = await app.Client.PutAsJsonAsync("/settings/link", body);
        return await response.ShouldBeOkAsync();
    }

    private static byte[] Png(int width, int height)
    {
        var bytes = new byte[200];
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).CopyTo(
            bytes
        );
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    // An APP0 segment, then the frame: 8 bits, 16 high, 32 wide.
    private static readonly byte[] Jpeg =
    [
        0xff,
        0xd8,
        0xff,
        0xe0,
        0,
        4,
        0,
        0,
        0xff,
        0xc0,
        0,
        11,
        8,
        0,
        16,
        0,
        32,
        1,
        1,
        0x11,
        0,
        0xff,
        0xd9,
    ];
}
