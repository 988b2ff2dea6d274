using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Settings;

public sealed class ProfileTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;

    public async ValueTask InitializeAsync() => app = await own.AsNewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_new_server_has_a_profile_that_can_be_put_back_as_it_is()
    {
        var profile = await app.GetJsonAsync("/profile");

        using var response = await app.Client.PutAsJsonAsync("/profile", profile);

        (await response.ShouldBeOkAsync()).ToString().ShouldBe(profile.ToString());
        profile.GetProperty("redirectUrl").GetString().ShouldBe("");
        profile.GetProperty("whiteListUrls").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_put_is_read_after_a_restart()
    {
        using var response = await app.Client.PutAsJsonAsync(
            "/profile",
            new
            {
                name = "Example Lender",
                logoUrl = "https://lender.example/logo.png",
                iconUrl = "https://lender.example/icon.png",
                redirectUrl = "https://lender.example/done?company={companyId}",
                whiteListUrls = new[] { "https://lender.example" },
                confirmCompanyName = true,
                apiKey = "ignored",
            }
        );
        var put = await response.ShouldBeOkAsync();

        await app.RestartAsync();

        var read = await app.GetJsonAsync("/profile");
        read.ToString().ShouldBe(put.ToString());
        read.GetProperty("name").GetString().ShouldBe("Example Lender");
        read.GetProperty("confirmCompanyName").GetBoolean().ShouldBeTrue();
        read.GetProperty("whiteListUrls")[0].GetString().ShouldBe("https://lender.example");
        read.TryGetProperty("apiKey", out _).ShouldBeFalse();
    }
}

public class ProfileRefusalTests(CausewayApp app)
{
    [Theory]
    [InlineData("""{"redirectUrl":""}""", "name")]
    [InlineData("""{"name":"A"}""", "redirectUrl")]
    [InlineData("""{"name":" ","redirectUrl":""}""", "name")]
    [InlineData("""{"name":"A","redirectUrl":null}""", "redirectUrl")]
    [InlineData("""{"name":"A","redirectUrl":"","logoUrl":"javascript:alert(1)"}""", "logoUrl")]
    [InlineData("""{"name":"A","redirectUrl":"","iconUrl":"/icon.png"}""", "iconUrl")]
    [InlineData(
        """{"name":"A","redirectUrl":"","whiteListUrls":["https://a.example","nonsense"]}""",
        "whiteListUrls[1]"
    )]
    [InlineData("""{"name":"A","redirectUrl":"","whiteListUrls":[null]}""", "whiteListUrls[0]")]
    [InlineData("""{"name":"A","redirectUrl":"","whiteListUrls":"https://a.example"}""", "whiteListUrls")]
    public async Task A_wrong_member_is_refused_by_name(string body, string field)
    {
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Client.PutAsync("/profile", content);

        await response.ShouldNameAsync(field);
    }
}
