using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Integrations;

public class IntegrationsTests(CausewayApp app)
{
    [Fact]
    public async Task An_integration_tells_what_it_can_do()
    {
        var books = await app.GetJsonAsync($"/integrations/{FakeBooks.Key}");

        books.GetProperty("name").GetString().ShouldBe("Test Books");
        books.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        books.GetProperty("sourceType").GetString().ShouldBe("Accounting");
        books.GetProperty("integrationId").GetString().ShouldBe("0190a000-0000-7000-8000-00000000b001");
        books.GetProperty("isOfflineConnector").GetBoolean().ShouldBeFalse();
        books.GetProperty("isBeta").GetBoolean().ShouldBeFalse();
        var feature = books.GetProperty("datatypeFeatures").EnumerateArray().ShouldHaveSingleItem();
        feature.GetProperty("dataType").GetString().ShouldBe("customers");
        feature
            .GetProperty("supportedFeatures")
            .EnumerateArray()
            .Select(f => (f.GetProperty("featureType").GetString(), f.GetProperty("featureState").GetString()))
            .ShouldBe([("Get", "Release"), ("Post", "Release"), ("Put", "Release")]);
    }

    [Fact]
    public async Task The_list_has_pages_queries_and_an_order()
    {
        var all = await app.GetJsonAsync("/integrations");
        var ledgers = await QueryAsync("name~LEDGER && enabled=true");
        var notAccounting = await QueryAsync(
            $"key~t && {{key={FakeBank.Key} || key={FakeBooks.Key}}} && sourceType!=accounting"
        );
        var byId = await QueryAsync("integrationId=0190A000-0000-7000-8000-00000000B005");
        var second = await app.GetJsonAsync("/integrations?orderBy=-key&pageSize=1&page=2");

        Keys(all).ShouldContain(FakeBooks.Key);
        all.GetProperty("totalResults").GetInt32().ShouldBe(all.GetProperty("results").GetArrayLength());
        Keys(ledgers).ShouldBe([FakeLedger.Key]);
        Keys(notAccounting).ShouldBe([FakeBank.Key]);
        Keys(byId).ShouldBe([FakeLedger.Key]);
        Keys(second).ShouldHaveSingleItem().ShouldBe(Keys(all).OrderDescending(StringComparer.Ordinal).ElementAt(1));
        second.GetProperty("_links").GetProperty("previous").GetProperty("href").GetString().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("query=colour%3Dred", "colour")]
    [InlineData("query=enabled%3Dmaybe", "enabled")]
    [InlineData("query=name%3E1", "name")]
    [InlineData("orderBy=colour", "colour")]
    [InlineData("pageSize=0", "pageSize")]
    public async Task A_wrong_parameter_is_refused_by_name(string parameters, string field)
    {
        using var response = await app.Client.GetAsync($"/integrations?{parameters}");

        await response.ShouldNameAsync(field);
    }

    [Theory]
    [InlineData("/integrations/nope")]
    [InlineData("/integrations/nope/branding")]
    [InlineData("/branding/nope/logo.svg")]
    [InlineData("/branding/tbks/logo.png")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await app.Client.GetAsync(path);

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_picture_of_every_integration_is_an_SVG_that_anybody_may_load_and_that_can_do_nothing()
    {
        using var anybody = app.ClientWithout();
        var pictures = new List<string>();
        foreach (var key in Keys(await app.GetJsonAsync("/integrations")))
        {
            var integration = await app.GetJsonAsync($"/integrations/{key}");
            pictures.Add(integration.GetProperty("logoUrl").GetString()!);
            var branding = await app.GetJsonAsync($"/integrations/{key}/branding");
            branding.GetProperty("sourceId").GetString().ShouldBe(integration.GetProperty("sourceId").GetString());
            foreach (
                var (group, name) in new[]
                {
                    ("logo", "full"),
                    ("logo", "square"),
                    ("button", "default"),
                    ("button", "hover"),
                }
            )
            {
                var image = branding.GetProperty(group).GetProperty(name).GetProperty("image");
                image.GetProperty("alt").GetString().ShouldNotBeNullOrEmpty();
                pictures.Add(image.GetProperty("src").GetString()!);
            }
        }

        foreach (var picture in pictures)
        {
            using var response = await anybody.GetAsync(new Uri(picture).PathAndQuery);

            response.StatusCode.ShouldBe(HttpStatusCode.OK, picture);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
            var svg = XDocument.Parse(await response.Content.ReadAsStringAsync());
            svg.Root!.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"), picture);
            svg.Descendants().ShouldNotContain(e => e.Name.LocalName == "script", picture);
        }
    }

    [Fact]
    public async Task A_picture_that_did_not_change_is_not_sent_again()
    {
        using var first = await app.Client.GetAsync($"/branding/{FakeBooks.Key}/button.svg");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/branding/{FakeBooks.Key}/button.svg");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? new EntityTagHeaderValue("\"none\""));

        using var second = await app.Client.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private Task<JsonElement> QueryAsync(string query) =>
        app.GetJsonAsync($"/integrations?query={Uri.EscapeDataString(query)}");

    private static List<string> Keys(JsonElement page) =>
        [.. page.GetProperty("results").EnumerateArray().Select(i => i.GetProperty("key").GetString()!)];
}
