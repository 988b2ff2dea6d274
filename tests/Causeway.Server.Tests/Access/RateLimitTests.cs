using System.Globalization;
using System.Net;
using Causeway.Server.Access;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Server.Tests.Access;

public class RateLimitTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2050, 3, 1, 23, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("/companies", HttpStatusCode.OK)]
    [InlineData("/companies/nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/companies/0190a000-0000-7000-8000-0000000000ff", HttpStatusCode.NotFound)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    public async Task Every_answer_tells_the_quota(string path, HttpStatusCode status)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(path);

        response.StatusCode.ShouldBe(status);
        Header(response, "Limit").ShouldBe("1000");
        Header(response, "Reset").ShouldBe("2050-03-02T00:00:00Z");
        int.Parse(Header(response, "Remaining"), CultureInfo.InvariantCulture).ShouldBeInRange(998, 1000);
    }

    [Fact]
    public async Task Each_connected_company_brings_a_quota_of_its_own()
    {
        await using var app = await StartAsync();
        var connection = await app.HasConnectionAsync();
        await app.HasConnectionAsync(company: connection.CompanyId, platformKey: FakeBank.Key);
        await app.HasConnectionAsync(linked: false);
        await app.HasConnectionAsync();

        await UpkeepOf(app).ExchangeAsync(CancellationToken.None);

        using var response = await app.Client.GetAsync("/companies");
        Header(response, "Limit").ShouldBe("3000");
    }

    [Fact]
    public async Task A_refused_key_costs_nothing()
    {
        await using var app = await StartAsync();
        using var stranger = app.ClientWithout();

        using var first = await stranger.GetAsync("/companies");
        using var second = await stranger.GetAsync("/companies");

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Header(second, "Remaining").ShouldBe("1000");
    }

    [Fact]
    public async Task Over_the_quota_requests_are_refused_until_midnight_if_that_is_asked_for()
    {
        await using var app = await StartAsync(
            new() { ["Causeway:RateLimit:Enforced"] = "true", ["Causeway:RateLimit:RequestsPerCompany"] = "2" }
        );
        using var first = await app.Client.GetAsync("/companies");
        using var second = await app.Client.GetAsync("/companies");

        using var third = await app.Client.GetAsync("/companies");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(second, "Remaining").ShouldBe("0");
        var body = await third.ShouldBeRefusedAsync(HttpStatusCode.TooManyRequests, "quota");
        body.GetProperty("canBeRetried").GetString().ShouldBe("True");
        third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));

        clock.Advance(TimeSpan.FromHours(1));
        using var tomorrow = await app.Client.GetAsync("/companies");
        tomorrow.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(tomorrow, "Remaining").ShouldBe("1");
    }

    [Fact]
    public async Task Without_being_enforced_the_quota_only_tells()
    {
        await using var app = await StartAsync(new() { ["Causeway:RateLimit:RequestsPerCompany"] = "1" });
        (await app.Client.GetAsync("/companies")).Dispose();

        using var response = await app.Client.GetAsync("/companies");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Remaining").ShouldBe("0");
    }

    [Fact]
    public async Task A_restart_forgets_no_request()
    {
        await using var app = await StartAsync();
        (await app.Client.GetAsync("/companies")).Dispose();
        (await app.Client.GetAsync("/companies")).Dispose();

        await app.RestartAsync();
        await UpkeepOf(app).ExchangeAsync(CancellationToken.None);

        using var response = await app.Client.GetAsync("/companies");
        Header(response, "Remaining").ShouldBe("997");
    }

    private Task<CausewayApp> StartAsync(Dictionary<string, string?>? settings = null) =>
        CausewayApp.StartAsync(
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
            settings
        );

    private static RateLimitUpkeep UpkeepOf(CausewayApp app) => app.Services.GetRequiredService<RateLimitUpkeep>();

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues($"X-Rate-Limit-{name}").Single();
}
