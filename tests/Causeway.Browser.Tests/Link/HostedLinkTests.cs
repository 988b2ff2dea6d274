namespace Causeway.Browser.Tests.Link;

/// <summary>A company's user in the hosted pages of Link.</summary>
public sealed class HostedLinkTests(Chromium browser)
{
    [Fact]
    public async Task Somebody_with_a_phone_connects_the_sandbox()
    {
        var company = await browser.HasCompanyAsync("Harbour Lane Bakery");
        await using var visit = await browser.VisitAsync(Screen.Phone);
        var page = visit.Page;

        await page.GotoAsync(company.Text("redirect"));

        await visit.ShouldBeGoodAsync("link-choose-phone");
    }
}
