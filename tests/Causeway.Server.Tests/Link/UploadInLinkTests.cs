using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Dom;
using Causeway.Contracts;
using Causeway.Server.Tests.Files;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link;

/// <summary>Files in Link's own pages: a server of their own, because whether they are offered is set for all.</summary>
public sealed class UploadInLinkTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private LinkBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        app = await own.AsNewAsync();
        browser = new LinkBrowser(app);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Files_are_not_offered_until_they_are_wanted_and_can_be_offered_alone()
    {
        var company = await app.HasCompanyAsync();
        var without = await browser.OpenAsync($"/company/{company}");
        await SetAsync(new { sourceType = "Accounting", enableFileUpload = true });
        var beside = await browser.OpenAsync($"/company/{company}");
        await SetAsync(
            new
            {
                sourceType = "Accounting",
                enableFileUpload = true,
                enableIntegrations = false,
            }
        );
        var alone = await browser.OpenAsync($"/company/{company}");
        await SetAsync(["mqjo"], new { sourceType = "Accounting", enableFileUpload = true });
        var notOffered = await browser.OpenAsync($"/company/{company}");

        without.Text.ShouldNotContain("Upload");
        beside.Text.ShouldContain("Test Books");
        beside.Choice(SampleFiles.Accounting).Form.TextContent.ShouldContain("Upload accounting files");
        alone.Text.ShouldNotContain("Test Books");
        alone.Choice(SampleFiles.Accounting).ShouldNotBeNull();
        notOffered.Text.ShouldNotContain("Upload");
    }

    [Fact]
    public async Task A_user_agrees_uploads_and_goes_on_and_may_come_back_with_more()
    {
        await SetAsync(
            new { sourceType = "Accounting", enableFileUpload = true },
            new
            {
                sourceType = "Other",
                enableFileUpload = true,
                enableIntegrations = false,
                optional = true,
            }
        );
        var company = await app.HasCompanyAsync("Harbour Lane");
        var overview = await browser.OpenAsync($"/company/{company}");
        overview.Text.ShouldContain("Business documents");
        var choose = await browser.OpenAsync(overview.Link("Upload: Business documents"));

        var upload = await AgreeAsync(choose, SampleFiles.Documents);
        upload.Text.ShouldContain("Up to 20 files at a time, 10 MB each");
        var done = await UploadAsync(upload, HttpStatusCode.OK, ("Vertrag.pdf", SampleFiles.Pdf()));

        done.Text.ShouldContain("Your files are uploaded");
        var back = await browser.OpenAsync($"/company/{company}");
        back.Text.ShouldContain("Connected: Business documents");
        var more = await browser.OpenAsync(back.Link("Add files: Business documents"));
        more.Text.ShouldContain("Vertrag.pdf");
        await UploadAsync(more, HttpStatusCode.OK, ("second.csv", SampleFiles.Csv));
        (await app.FilesOfAsync(company)).ShouldBe(["Vertrag.pdf", "second.csv"]);
        var connections = await app.GetJsonAsync($"/companies/{company}/connections");
        connections.GetProperty("totalResults").GetInt32().ShouldBe(1);
        connections.GetProperty("results")[0].GetProperty("status").GetString().ShouldBe("Linked");
    }

    [Fact]
    public async Task What_was_unlinked_is_shared_again_by_whoever_agrees_again()
    {
        var connection = await app.HasUploadAsync();
        using var first = await app.UploadAsync(connection, ("1.pdf", SampleFiles.Pdf()));
        using var unlinked = await app.PatchAsync(connection);
        var start = $"/link/{connection.CompanyId}/{connection.Id}/start";

        var consent = await browser.OpenAsync(start);
        consent.Text.ShouldContain("The files that you choose, and nothing else");
        var upload = await browser.SubmitAsync(consent, "/consent");
        await UploadAsync(upload, HttpStatusCode.OK, ("2.pdf", SampleFiles.Pdf()));

        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Theory]
    [InlineData("en", "books.exe", "MZ", "books.exe is of a kind that is not taken")]
    [InlineData("de", "books.pdf", "MZ", "books.pdf ist nicht, was der Name sagt")]
    [InlineData("fr", "books.pdf", "", "books.pdf est vide")]
    [InlineData("en", "", "", "Choose a file first.")]
    public async Task What_is_wrong_is_said_in_plain_words_beside_the_field(
        string language,
        string name,
        string content,
        string expected
    )
    {
        var connection = await app.HasUploadAsync();
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start?lang={language}");
        var upload = await browser.SubmitAsync(consent, "/consent");

        var refused = await UploadAsync(
            upload,
            HttpStatusCode.UnprocessableEntity,
            (name, Encoding.UTF8.GetBytes(content))
        );

        refused.Page.QuerySelector("[role=alert]")!.TextContent.ShouldContain(expected);
        var field = refused.Page.QuerySelector("input[type=file]").ShouldBeAssignableTo<IHtmlInputElement>()!;
        field.GetAttribute("aria-invalid").ShouldBe("true");
        (await app.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        // The form can be sent once more.
        await UploadAsync(refused, HttpStatusCode.OK, ("books.pdf", SampleFiles.Pdf()));
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task Only_our_own_form_and_only_after_consent_uploads()
    {
        var connection = await app.HasUploadAsync();
        var other = await app.HasUploadAsync(company: connection.CompanyId);
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        var upload = await browser.SubmitAsync(consent, "/consent");
        var form = upload.Form("/files");
        var good = form.Values([]);
        good.Remove("file");
        var elsewhere = form.Address.Replace($"{connection.Id}", $"{other.Id}", StringComparison.Ordinal);

        using var withoutToken = await SendAsync(form.Address, new() { ["consent"] = good["consent"] });
        using var withoutConsent = await SendAsync(form.Address, new(good) { ["consent"] = "" });
        using var toAnother = await SendAsync(elsewhere, good);
        using var noForm = await browser.SendAsync(form.Address, JsonContent.Create(new { }));
        using var forged = await new LinkBrowser(app).SendAsync(form.Address, FormOf(good));

        withoutToken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        withoutConsent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        withoutConsent.Headers.Location!.ToString().ShouldContain("/start");
        toAnother.Headers.Location!.ToString().ShouldContain("/start");
        noForm.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_with_a_password_is_closed_to_files_as_well()
    {
        var connection = await app.HasUploadAsync();
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        var upload = await browser.SubmitAsync(consent, "/consent");
        var form = upload.Form("/files");
        using var set = await app.Client.PutAsJsonAsync("/settings/link", new { oneTimePasswords = true });
        await set.ShouldBeOkAsync();

        var values = form.Values([]);
        values.Remove("file");
        using var response = await SendAsync(form.Address, values);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[{"sourceType":"Commerce","enableFileUpload":true}]""", "sourceTypes[0].enableFileUpload")]
    [InlineData("""[{"sourceType":"Accounting","enableIntegrations":false}]""", "sourceTypes[0].enableIntegrations")]
    public async Task Settings_that_offer_nothing_are_refused(string sourceTypes, string field)
    {
        using var body = new StringContent($$"""{"sourceTypes":{{sourceTypes}}}""", null, "application/json");

        using var response = await app.Client.PutAsync("/settings/link", body);

        await response.ShouldNameAsync(field);
    }

    [Fact]
    public async Task A_component_uploads_for_its_own_company_alone_and_after_consent()
    {
        var company = await app.HasCompanyAsync("Harbour Lane");
        var connection = await app.HasUploadAsync(company: company);
        var others = await app.HasUploadAsync();
        using var component = await app.ComponentAsync(company);
        using var management = app.Component(await app.HasManagementTokenAsync(company));
        var path = $"/embedded/connections/{connection.Id}";
        using var consented = await component.PostAsync($"{path}/consent", null);
        var consent = (await consented.ShouldBeOkAsync()).GetProperty("consent").GetString()!;

        using var withoutConsent = await component.PostAsync($"{path}/files", FormOf([]));
        using var byManagement = await management.PostAsync($"{path}/files", FormOf(new() { ["consent"] = consent }));
        using var toOthers = await component.PostAsync(
            $"/embedded/connections/{others.Id}/files",
            FormOf(new() { ["consent"] = consent })
        );
        using var wrong = await component.PostAsync(
            $"{path}/files",
            FormOf(new() { ["consent"] = consent }, "books.exe")
        );
        using var good = await component.PostAsync($"{path}/files", FormOf(new() { ["consent"] = consent }));
        using var more = await component.PostAsync($"{path}/files", FormOf([], "more.pdf"));
        using var listed = await component.GetAsync($"{path}/files");

        await withoutConsent.ShouldNameAsync("consent");
        await byManagement.ShouldBeRefusedAsync(HttpStatusCode.Forbidden);
        await toOthers.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "of a kind that is not taken");
        (await good.ShouldBeOkAsync()).GetProperty("status").GetString().ShouldBe("Linked");
        await more.ShouldBeOkAsync();
        var files = await listed.ShouldBeOkAsync();
        files
            .GetProperty("files")
            .EnumerateArray()
            .Select(f => f.GetProperty("name").GetString())
            .ShouldBe(["books.pdf", "more.pdf"]);
        files.GetProperty("accept").GetString().ShouldNotBeNull().ShouldStartWith(".pdf,");
    }

    private async Task<LinkView> AgreeAsync(LinkView choose, string platformKey)
    {
        var choice = choose.Choice(platformKey);
        using var chosen = await browser.SendAsync(choice.Address, choice.Values([]));
        var consent = await browser.OpenAsync(chosen.Headers.Location!.ToString());
        return await browser.SubmitAsync(consent, "/consent");
    }

    private async Task<LinkView> UploadAsync(
        LinkView page,
        HttpStatusCode expected,
        params (string Name, byte[] Content)[] files
    )
    {
        var form = page.Form("/files");
        form.Form.GetAttribute("enctype").ShouldBe("multipart/form-data");
        var values = form.Values([]);
        values.Remove("file");
        using var body = SampleFiles.Form();
        foreach (var (name, value) in values)
        {
            body.Add(new StringContent(value), name);
        }

        foreach (var (name, content) in files)
        {
            body.Add(SampleFiles.Part(name, content));
        }

        return await browser.PostAsync(form.Address, body, expected);
    }

    private Task<HttpResponseMessage> SendAsync(string address, Dictionary<string, string> values) =>
        browser.SendAsync(address, FormOf(values));

    private static MultipartFormDataContent FormOf(Dictionary<string, string> values, string file = "books.pdf")
    {
        var form = SampleFiles.Form();
        foreach (var (name, value) in values)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(SampleFiles.Part(file, SampleFiles.Pdf()));
        return form;
    }

    private Task SetAsync(params object[] sourceTypes) => SetAsync(null, sourceTypes);

    private async Task SetAsync(string[]? integrations, params object[] sourceTypes)
    {
        using var response = await app.Client.PutAsJsonAsync(
            "/settings/link",
            new
            {
                sourceTypes,
                integrations,
                showSandbox = true,
            }
        );
        await response.ShouldBeOkAsync();
    }
}
