using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Files.SampleFiles;

namespace Causeway.Server.Tests.Files;

public sealed class UploadFilesTests(CausewayApp app)
{
    [Fact]
    public async Task The_first_files_link_the_connection_and_nothing_is_read()
    {
        var connection = await app.HasUploadAsync();

        using var response = await app.UploadAsync(connection, ("Balance 2025.pdf", Pdf()), ("sales.csv", Csv));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
        var files = await app.GetJsonAsync($"/companies/{connection.CompanyId}/files");
        files.GetArrayLength().ShouldBe(2);
        files[0].GetProperty("fileName").GetString().ShouldBe("Balance 2025.pdf");
        files[0].GetProperty("sourceType").GetString().ShouldBe("Accounting");
        files[0].GetProperty("uploaded").GetString().ShouldNotBeNull().ShouldEndWith("Z");
        var events = await app.GetJsonAsync($"{connection.Path}/events");
        events.ToString().ShouldContain("2 files were uploaded.");
        using var all = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/all", null);
        all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.GetJsonAsync($"/companies/{connection.CompanyId}/data/history"))
            .GetProperty("totalResults")
            .GetInt32()
            .ShouldBe(0);
        (await app.GetJsonAsync($"/companies/{connection.CompanyId}/dataStatus")).ToString().ShouldBe("{}");
    }

    [Fact]
    public async Task Every_kind_that_is_taken_is_taken_by_its_ending_in_any_case()
    {
        var connection = await app.HasUploadAsync(Documents);
        var jpeg = new byte[] { 0xff, 0xd8, 0xff, 0xe0, 1 };
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a;b")).ToArray();

        using var response = await app.UploadAsync(
            connection,
            ("1.pdf", Pdf()),
            ("2.XLS", Xls),
            ("3.xlsx", Xlsx),
            ("4.xlsb", Xlsx),
            ("5.csv", Csv),
            ("6.doc", Xls),
            ("7.docx", Xlsx),
            ("8.ppt", Xls),
            ("9.pptx", Xlsx),
            ("10.jpeg", jpeg),
            ("11.JPG", jpeg),
            ("12.png", Png),
            ("13.csv", utf16)
        );

        await ShouldBeAcceptedAsync(response);
        (await app.FilesOfAsync(connection.CompanyId)).Count.ShouldBe(13);
    }

    [Theory]
    [InlineData("virus.exe", "MZ", "virus.exe")]
    [InlineData("picture.svg", "<svg/>", "picture.svg")]
    [InlineData("no-ending", "x", "no-ending")]
    [InlineData("books.pdf", "<html>", "not a PDF")]
    [InlineData("books.xlsx", "PK\u0003\u0004 something else", "not a XLSX")]
    [InlineData("books.png", "%PDF-1.7", "not a PNG")]
    [InlineData("books.csv", "%PDF-1.7", "not a CSV")]
    [InlineData("books.csv", "a\0b", "not a CSV")]
    [InlineData("books.xls", "<table>", "not a XLS")]
    [InlineData("empty.pdf", "", "empty")]
    [InlineData("..", "x", "no name")]
    public async Task What_is_not_taken_is_refused_and_nothing_of_its_call_is_kept(
        string name,
        string content,
        string because
    )
    {
        var connection = await app.HasUploadAsync();

        using var response = await app.UploadAsync(
            connection,
            ("good.pdf", Pdf()),
            (name, Encoding.Latin1.GetBytes(content)),
            ("also good.pdf", Pdf())
        );

        await response.ShouldNameAsync("file");
        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, because);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBeEmpty();
        (await app.StatusOfAsync(connection)).ShouldBe("PendingAuth");
    }

    [Fact]
    public async Task Twenty_files_are_taken_and_one_more_is_not()
    {
        var connection = await app.HasUploadAsync();
        (string, byte[])[] twenty = [.. Enumerable.Range(1, 20).Select(n => ($"{n}.pdf", Pdf()))];

        using var tooMany = await app.UploadAsync(connection, [.. twenty, ("21.pdf", Pdf())]);
        using var enough = await app.UploadAsync(connection, twenty);

        await tooMany.ShouldNameAsync("file");
        await tooMany.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "20");
        await ShouldBeAcceptedAsync(enough);
        (await app.FilesOfAsync(connection.CompanyId)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Ten_megabytes_are_taken_and_a_byte_more_is_not()
    {
        var connection = await app.HasUploadAsync();
        var largest = new byte[10 * 1024 * 1024];
        Pdf().CopyTo(largest, 0);

        using var tooLarge = await app.UploadAsync(connection, ("a.pdf", Pdf()), ("large.pdf", [.. largest, 0]));
        using var enough = await app.UploadAsync(connection, ("large.pdf", largest), ("large.pdf", largest));

        await tooLarge.ShouldNameAsync("file", HttpStatusCode.RequestEntityTooLarge);
        await tooLarge.ShouldBeRefusedAsync(HttpStatusCode.RequestEntityTooLarge, "large.pdf", "10 MB");
        await ShouldBeAcceptedAsync(enough);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBe(["large.pdf", "large.pdf"]);
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData(@"C:\Users\me\books.pdf", "books.pdf")]
    [InlineData("Jahresabschluß 2025 – 日本.pdf", "Jahresabschluß 2025 – 日本.pdf")]
    [InlineData("a\"b<c>.pdf", "a_22b_c_.pdf")]
    [InlineData("invoice\u202Efdp.pdf", "invoicefdp.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("  .hidden.pdf ", "hidden.pdf")]
    public async Task A_name_is_kept_without_a_path_and_without_what_could_mislead(string given, string kept)
    {
        var connection = await app.HasUploadAsync();

        using var response = await app.UploadAsync(connection, (given, Pdf()));

        await ShouldBeAcceptedAsync(response);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBe([kept]);
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType, "Content-Type")]
    [InlineData("application/x-www-form-urlencoded", "file=x", HttpStatusCode.UnsupportedMediaType, "Content-Type")]
    [InlineData("multipart/form-data", "x", HttpStatusCode.BadRequest, "Content-Type")]
    [InlineData("multipart/form-data; boundary=\"\"", "x", HttpStatusCode.BadRequest, "Content-Type")]
    [InlineData("multipart/form-data; boundary=b", "", HttpStatusCode.BadRequest, "body")]
    [InlineData("multipart/form-data; boundary=b", "no form", HttpStatusCode.BadRequest, "body")]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n", HttpStatusCode.BadRequest, "file")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 and no end",
        HttpStatusCode.BadRequest,
        "body"
    )]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--b--\r\n",
        HttpStatusCode.BadRequest,
        "note"
    )]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-\r\n--b\r\nContent-Disposition: form-data; name=\"late\"\r\n\r\nx\r\n--b--\r\n",
        HttpStatusCode.BadRequest,
        "late"
    )]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: nonsense;;;=\r\n\r\nx\r\n--b--\r\n",
        HttpStatusCode.BadRequest,
        "body"
    )]
    public async Task A_body_that_is_no_form_with_files_is_refused(
        string contentType,
        string body,
        HttpStatusCode expected,
        string field
    )
    {
        var connection = await app.HasUploadAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await app.Client.PostAsync($"{connection.Path}/files", content);

        await response.ShouldNameAsync(field, expected);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_connection_that_takes_files_and_was_not_given_up_takes_them()
    {
        var company = await app.HasCompanyAsync();
        var books = await app.HasConnectionAsync(company: company);
        var upload = await app.HasUploadAsync(company: company);
        using var first = await app.UploadAsync(upload, ("1.pdf", Pdf()));
        var elsewhere = new TestConnection(await app.HasCompanyAsync(), upload.Id);

        using var toBooks = await app.UploadAsync(books, ("2.pdf", Pdf()));
        using var toNobody = await app.UploadAsync(elsewhere, ("3.pdf", Pdf()));
        using var unlinked = await app.PatchAsync(upload);
        using var toUnlinked = await app.UploadAsync(upload, ("4.pdf", Pdf()));

        await ShouldBeAcceptedAsync(first);
        await toBooks.ShouldNameAsync("connectionId");
        await toNobody.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        await unlinked.ShouldBeOkAsync();
        await toUnlinked.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "Unlinked");
        (await app.FilesOfAsync(company)).ShouldBe(["1.pdf"]);
    }

    [Fact]
    public async Task Files_stand_beside_the_books_and_never_in_their_place()
    {
        var company = await app.HasCompanyAsync();
        var upload = await app.HasUploadAsync(company: company);
        using var uploaded = await app.UploadAsync(upload, ("1.pdf", Pdf()));

        var books = await app.HasConnectionAsync(company: company);
        using var more = await app.UploadAsync(upload, ("2.pdf", Pdf()));
        using var byAuthorization = await app.AuthorizeAsync(await app.HasUploadAsync(company: company), new { });

        await ShouldBeAcceptedAsync(uploaded);
        await ShouldBeAcceptedAsync(more);
        (await app.StatusOfAsync(books)).ShouldBe("Linked");
        (await app.StatusOfAsync(upload)).ShouldBe("Linked");
        await byAuthorization.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "uploaded");
    }

    [Fact]
    public async Task Files_go_with_their_connection_and_with_their_company()
    {
        var company = await app.HasCompanyAsync();
        var accounting = await app.HasUploadAsync(company: company);
        var banking = await app.HasUploadAsync(Banking, company);
        using var one = await app.UploadAsync(accounting, ("1.pdf", Pdf()));
        using var two = await app.UploadAsync(banking, ("2.pdf", Pdf()));

        using var deleted = await app.Client.DeleteAsync(accounting.Path);

        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.FilesOfAsync(company)).ShouldBe(["2.pdf"]);
        using var gone = await app.Client.DeleteAsync($"/companies/{company}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var list = await app.Client.GetAsync($"/companies/{company}/files");
        await list.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_three_integrations_are_listed_and_read_nothing()
    {
        var all = (await app.GetJsonAsync("/integrations?query=name~upload&pageSize=100")).GetProperty("results");

        all.EnumerateArray()
            .Select(i => (i.GetProperty("key").GetString(), i.GetProperty("sourceType").GetString()))
            .ShouldBe([(Accounting, "Accounting"), (Banking, "Banking"), (Documents, "Other")]);
        all.EnumerateArray().ShouldAllBe(i => i.GetProperty("datatypeFeatures").GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_browser_that_goes_away_in_the_middle_leaves_nothing()
    {
        var connection = await app.HasUploadAsync();
        using var gone = new CancellationTokenSource();
        using var body = new StreamContent(new Interrupted(gone));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        await Should.ThrowAsync<Exception>(() => app.Client.PostAsync($"{connection.Path}/files", body, gone.Token));

        using var after = await app.UploadAsync(connection, ("whole.pdf", Pdf()));
        await ShouldBeAcceptedAsync(after);
        (await app.FilesOfAsync(connection.CompanyId)).ShouldBe(["whole.pdf"]);
    }

    private static async Task ShouldBeAcceptedAsync(HttpResponseMessage response) =>
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());

    // One file, and the beginning of a second.
    private sealed class Interrupted(CancellationTokenSource gone)
        : MemoryStream(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.pdf\"\r\n\r\n%PDF"u8.ToArray()
        )
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await gone.CancelAsync();
                throw new IOException("The network is gone.");
            }

            return read;
        }
    }
}
