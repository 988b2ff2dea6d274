using Causeway.Server.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Causeway.Server.Tests.Records;

public class RecordRequestTests
{
    [Theory]
    [InlineData("/data/items/a%2Fb", "a%2Fb", 1, "a/b")]
    [InlineData("/data/items/a%252Fb", "a%2Fb", 1, "a%2Fb")]
    [InlineData("/data/items/a%2Fb%20c/raw?x=1/2", "a%2Fb c", 2, "a/b c")]
    [InlineData("/data/items/100%25/", "100%", 1, "100%")]
    [InlineData("http://host/data/items/a%2fb", "a%2fb", 1, "a/b")]
    [InlineData("", "a%2Fb", 1, "a/b")]
    [InlineData("/data/items/plain", "plain", 1, "plain")]
    public void A_key_is_what_the_client_escaped(string sent, string routed, int fromEnd, string key)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = sent;
        context.Request.RouteValues["recordId"] = routed;

        RecordRequest.Key(context, "recordId", fromEnd).ShouldBe(key);
    }
}
