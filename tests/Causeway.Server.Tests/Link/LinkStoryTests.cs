using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Infrastructure.CausewayAppDomain;

namespace Causeway.Server.Tests.Link;

/// <summary>What a company's user does in Link, page by page.</summary>
public sealed class LinkStoryTests(CausewayApp app) : IDisposable
{
    private readonly LinkBrowser browser = new(app);

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task A_source_is_chosen_agreed_to_and_linked()
    {
        var company = await app.HasCompanyAsync("Lantern Lane Stores");
        var choose = await browser.OpenAsync($"/company/{company}");
        choose.Text.ShouldContain("Lantern Lane Stores");

        var consent = await ChooseAsync(choose, FakeBooks.Key);
        consent.Text.ShouldContain("Customers");
        consent.Text.ShouldContain("can also create and change records");
        var authorize = await browser.SubmitAsync(consent, "/consent");
        var done = await browser.SubmitAsync(authorize, "/authorize", new() { ["dataSet"] = "large" });

        done.Text.ShouldContain("Test Books is connected");
        var finished = await browser.OpenAsync(done.Link("Finish"));
        finished.Text.ShouldContain("All done");
        var connection = (await app.GetJsonAsync($"/companies/{company}/connections")).GetProperty("results")[0];
        connection.GetProperty("status").GetString().ShouldBe("Linked");
    }

    [Fact]
    public async Task Both_forms_of_the_link_address_open_the_connection()
    {
        var connection = await app.HasConnectionAsync(linked: false);
        var linkUrl = new Uri((await app.GetJsonAsync(connection.Path)).GetProperty("linkUrl").GetString()!);

        var first = await browser.OpenAsync(linkUrl.PathAndQuery);
        var second = await browser.OpenAsync($"/link/start/{connection.CompanyId}/{connection.Id}");

        first.Page.Title.ShouldStartWith("Share data from Test Books");
        second.Page.Title.ShouldBe(first.Page.Title);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_reason_and_lets_the_user_try_again()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var form = await AgreeAsync(connection);

        var refused = await browser.SubmitAsync(
            form,
            "/authorize",
            Ledger("one", password: "a wrong guess"),
            HttpStatusCode.UnprocessableEntity
        );

        refused.Text.ShouldContain("The ledger refuses the user or the password.");
        refused.ValueOf("user").ShouldBe("one");
        refused.ValueOf("password").ShouldBeNullOrEmpty();
        refused.Page.DocumentElement.OuterHtml.ShouldNotContain("a wrong guess");
        var pending = await app.GetJsonAsync(connection.Path);
        pending.GetProperty("status").GetString().ShouldBe("PendingAuth");
        pending.GetProperty("dataConnectionErrors")[0].GetProperty("status").GetString().ShouldBe("Active");
        pending.ToString().ShouldNotContain("a wrong guess");

        var done = await browser.SubmitAsync(refused, "/authorize", new() { ["password"] = FakeLedgerProbe.Password });

        done.Text.ShouldContain("Test Ledger is connected");
        var linked = await app.GetJsonAsync(connection.Path);
        linked.GetProperty("status").GetString().ShouldBe("Linked");
        linked.GetProperty("dataConnectionErrors")[0].GetProperty("status").GetString().ShouldBe("Resolved");
    }

    [Fact]
    public async Task What_is_missing_is_named_at_its_field()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var form = await AgreeAsync(connection);

        var refused = await browser.SubmitAsync(
            form,
            "/authorize",
            Ledger("", url: "not an address"),
            HttpStatusCode.UnprocessableEntity
        );

        refused.Page.QuerySelector("#f-user")!.GetAttribute("aria-invalid").ShouldBe("true");
        refused.Page.QuerySelector("#f-user-help .wrong")!.TextContent.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_source_that_is_down_leaves_the_connection_pending_with_the_reason()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var form = await AgreeAsync(connection);

        var refused = await browser.SubmitAsync(
            form,
            "/authorize",
            Ledger("one", url: FakeLedgerProbe.DownUrl),
            HttpStatusCode.UnprocessableEntity
        );

        refused.Text.ShouldContain("The ledger is down.");
        var pending = await app.GetJsonAsync(connection.Path);
        pending.GetProperty("status").GetString().ShouldBe("PendingAuth");
        pending.GetProperty("dataConnectionErrors")[0].GetProperty("errorMessage").GetString()!.ShouldContain("down");
    }

    [Fact]
    public async Task Of_several_organisations_one_is_chosen()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var form = await AgreeAsync(connection);

        var choice = await browser.SubmitAsync(form, "/authorize", Ledger("several"));
        choice.Text.ShouldContain("North Ltd");
        choice.Text.ShouldContain("South Ltd");
        var done = await browser.SubmitAsync(
            choice,
            "/authorize",
            new() { ["companyId"] = "south", ["password"] = FakeLedgerProbe.Password }
        );

        done.Text.ShouldContain("Test Ledger is connected");
    }

    [Fact]
    public async Task Cancelling_leaves_the_connection_pending_and_says_so()
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var form = await AgreeAsync(connection);

        var cancelled = await browser.SubmitAsync(form, "/cancel");

        cancelled.Text.ShouldContain("Nothing was shared");
        var pending = await app.GetJsonAsync(connection.Path);
        pending.GetProperty("status").GetString().ShouldBe("PendingAuth");
        var error = pending.GetProperty("dataConnectionErrors")[0];
        error.GetProperty("statusCode").GetString().ShouldBe("403");
        error.GetProperty("statusText").GetString().ShouldBe("User cancelled");
    }

    [Fact]
    public async Task Cancelling_does_not_touch_a_connection_that_is_linked()
    {
        var connection = await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        consent.Text.ShouldContain("Test Ledger is connected");

        await browser.SubmitAsync(consent, "/cancel");

        var linked = await app.GetJsonAsync(connection.Path);
        linked.GetProperty("status").GetString().ShouldBe("Linked");
        linked.GetProperty("dataConnectionErrors").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_second_accounting_system_is_refused_by_the_name_of_the_first()
    {
        var first = await app.HasConnectionAsync();
        var second = await app.HasConnectionAsync(false, first.CompanyId, FakeLedger.Key);
        var form = await AgreeAsync(second);

        var refused = await browser.SubmitAsync(form, "/authorize", Ledger("one"), HttpStatusCode.UnprocessableEntity);

        refused.Text.ShouldContain("Test Books");
        refused.Text.ShouldContain(first.Id.ToString());
        (await app.StatusOfAsync(second)).ShouldBe("PendingAuth");
    }

    [Fact]
    public async Task What_was_begun_is_resumed_and_what_is_linked_can_be_ended_and_linked_again()
    {
        var company = await app.HasCompanyAsync();
        var choose = await browser.OpenAsync($"/company/{company}");
        await ChooseAsync(choose, FakeBooks.Key);
        var again = await browser.OpenAsync($"/company/{company}");
        again.Text.ShouldContain("Not finished");

        // Choosing it once more takes up the same attempt.
        await ChooseAsync(again, FakeBooks.Key);
        var consent = await browser.OpenAsync(again.Link("Resume"));
        await browser.SubmitAsync(await browser.SubmitAsync(consent, "/consent"), "/authorize");
        var connections = await app.GetJsonAsync($"/companies/{company}/connections");
        var id = connections
            .GetProperty("results")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("id")
            .GetString();

        var linked = await browser.OpenAsync($"/company/{company}");
        linked.Text.ShouldContain("Connected");
        var unlinked = await browser.SubmitAsync(linked, "/unlink");
        unlinked.Text.ShouldContain("Ended");
        (await app.GetJsonAsync($"/companies/{company}/connections/{id}"))
            .GetProperty("status")
            .GetString()
            .ShouldBe("Unlinked");

        consent = await browser.OpenAsync(unlinked.Link("Connect again"));
        await browser.SubmitAsync(await browser.SubmitAsync(consent, "/consent"), "/authorize");
        (await app.GetJsonAsync($"/companies/{company}/connections/{id}"))
            .GetProperty("status")
            .GetString()
            .ShouldBe("Linked");
    }

    [Fact]
    public async Task Sources_are_searched_and_sandboxes_can_be_hidden()
    {
        var company = await app.HasCompanyAsync();

        var found = await browser.OpenAsync($"/company/{company}?q=ledger");
        var none = await browser.OpenAsync($"/company/{company}?q=zzz");
        var hidden = await browser.OpenAsync($"/company/{company}?link.showSandboxIntegrations=false");

        found.Text.ShouldContain("Test Ledger");
        found.Text.ShouldNotContain("Test Bank");
        none.Text.ShouldContain("No system is called “zzz”");
        hidden.Text.ShouldNotContain("Test Books");
        hidden.Text.ShouldContain("Test Ledger");
    }

    [Fact]
    public async Task The_first_sync_starts_when_a_source_is_linked_in_Link()
    {
        var connection = await app.HasConnectionAsync(linked: false);
        await browser.SubmitAsync(await AgreeAsync(connection), "/authorize");

        var history = await app.EventuallyAsync(
            $"/companies/{connection.CompanyId}/data/history",
            body => body.GetProperty("totalResults").GetInt32() > 0
        );

        history.GetProperty("results")[0].GetProperty("connectionId").GetString().ShouldBe(connection.Id.ToString());
    }

    private async Task<LinkView> ChooseAsync(LinkView page, string platformKey)
    {
        var choice = page.Choice(platformKey);
        using var response = await browser.SendAsync(choice.Address, choice.Values([]));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await browser.OpenAsync(response.Headers.Location!.ToString());
    }

    private async Task<LinkView> AgreeAsync(TestConnection connection) =>
        await browser.SubmitAsync(
            await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start"),
            "/consent"
        );
}
