using System.IO.Compression;
using System.Net;
using Causeway.Contracts;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Files.SampleFiles;

namespace Causeway.Server.Tests.Files;

public sealed class DownloadFilesTests(OwnAppWithClock server) : IClassFixture<OwnAppWithClock>
{
    private readonly CausewayApp app = server.App;

    [Fact]
    public async Task All_files_come_in_one_archive_by_integration_under_names_of_their_own()
    {
        var company = await app.HasCompanyAsync();
        var accounting = await app.HasUploadAsync(company: company);
        var documents = await app.HasUploadAsync(Documents, company);
        using var a = await app.UploadAsync(accounting, ("Bücher.pdf", Pdf("one")), ("bücher.PDF", Pdf("two")));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var b = await app.UploadAsync(accounting, ("Bücher.pdf", Pdf("three")));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var c = await app.UploadAsync(documents, ("Bücher.pdf", Pdf("four")));

        using var response = await app.Client.GetAsync($"/companies/{company}/files/download");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/octet-stream");
        response.Content.Headers.ContentDisposition?.FileName.ShouldBe("files.zip");
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        archive
            .Entries.Select(e => e.FullName)
            .ShouldBe([
                "Accounting file upload/Bücher.pdf",
                "Accounting file upload/bücher (2).PDF",
                "Accounting file upload/Bücher (3).pdf",
                "Business documents file upload/Bücher.pdf",
            ]);
        archive.Entries.Select(Read).ShouldBe([Pdf("one"), Pdf("two"), Pdf("three"), Pdf("four")]);
    }

    [Fact]
    public async Task Only_the_files_of_a_day_come_if_one_is_given()
    {
        var connection = await app.HasUploadAsync();
        using var first = await app.UploadAsync(connection, ("first.pdf", Pdf()));
        var day = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(1));
        using var second = await app.UploadAsync(connection, ("second.pdf", Pdf()));

        (await NamesAsync(connection.CompanyId, $"{day:yyyy-MM-dd}")).ShouldBe(["first.pdf"]);
        (await NamesAsync(connection.CompanyId, $"{day.AddDays(1):yyyy-MM-dd}T00:00:00Z")).ShouldBe(["second.pdf"]);
        (await NamesAsync(connection.CompanyId, $"{day.AddDays(1):yyyy-MM-dd}T01:00:00.5+02:00")).ShouldBe([
            "first.pdf",
        ]);
        (await NamesAsync(connection.CompanyId, "1999-01-01")).ShouldBeEmpty();
        (await NamesAsync(connection.CompanyId, "9999-12-31")).ShouldBeEmpty();
        (await NamesAsync(connection.CompanyId, "0001-01-01")).ShouldBeEmpty();
        (await NamesAsync(connection.CompanyId, "")).ShouldBe(["first.pdf", "second.pdf"]);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("31/01/2026")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("%00")]
    public async Task A_date_that_is_none_is_refused(string date)
    {
        var company = await app.HasCompanyAsync();

        using var response = await app.Client.GetAsync($"/companies/{company}/files/download?date={date}");

        await response.ShouldNameAsync("date");
    }

    [Fact]
    public async Task A_company_that_is_not_there_has_no_files()
    {
        var nobody = CompanyId.New(TimeProvider.System);

        using var list = await app.Client.GetAsync($"/companies/{nobody}/files");
        using var download = await app.Client.GetAsync($"/companies/{nobody}/files/download");

        await list.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        await download.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(CompanyId company, string date)
    {
        using var response = await app.Client.GetAsync($"/companies/{company}/files/download?date={date}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        return [.. archive.Entries.Select(e => e.Name)];
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
