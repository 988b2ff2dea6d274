using Causeway.Server.Link;

namespace Causeway.Server.Tests.Link;

public class RedirectTemplateTests
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["companyId"] = "0198",
        ["platformName"] = "Books & Co",
        ["suffix"] = "com",
        ["evil"] = "https://evil.example/",
        ["host"] = "evil.example/",
    };

    [Theory]
    [InlineData("https://a.example/done/{companyId}", "https://a.example/done/0198")]
    [InlineData("https://a.example/?p={platformName}&x={missing}", "https://a.example/?p=Books%20%26%20Co&x=")]
    [InlineData("https://a.example/{evil}", "https://a.example/https%3A%2F%2Fevil.example%2F")]
    [InlineData("http://localhost:3000/callback#{companyId}", "http://localhost:3000/callback#0198")]
    public void Placeholders_are_filled_in_and_encoded(string template, string expected)
    {
        var parsed = Parse(template);

        var uri = parsed.Expand(name => Values.GetValueOrDefault(name));

        uri!.AbsoluteUri.ShouldBe(expected);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example/")]
    [InlineData("ftp://a.example/")]
    [InlineData("https://user@a.example/")]
    [InlineData("https://a.example\\@evil.example/")]
    [InlineData("https://{suffix}/")]
    [InlineData("https://a.{suffix}:80/")]
    [InlineData("https:///path")]
    [InlineData("https://a.example/{unclosed")]
    [InlineData("https://a.example/closed}")]
    [InlineData("https://a.example/{}")]
    [InlineData("https://a.example/{a{b}}")]
    [InlineData("{scheme}://a.example/")]
    public void What_could_lead_elsewhere_is_refused(string template)
    {
        RedirectTemplate.TryParse(template, [], out _, out var refusal).ShouldBeFalse();

        refusal!.Fields.Single().Field.ShouldBe("redirectUrl");
    }

    [Fact]
    public void A_placeholder_in_the_host_may_only_become_an_allowed_host()
    {
        var parsed = Parse("https://shop.{suffix}/done", "https://shop.com/anything");

        parsed.Expand(_ => "com")!.AbsoluteUri.ShouldBe("https://shop.com/done");
        parsed.Expand(_ => "net").ShouldBeNull();
        parsed.Expand(_ => "com.evil.example/").ShouldBeNull();
        parsed.Expand(_ => "com@evil.example").ShouldBeNull();
        parsed.Expand(_ => null).ShouldBeNull();
    }

    private static RedirectTemplate Parse(string text, params string[] allowed)
    {
        RedirectTemplate.TryParse(text, allowed, out var template, out var refusal).ShouldBeTrue(refusal?.Message);
        return template!;
    }
}
