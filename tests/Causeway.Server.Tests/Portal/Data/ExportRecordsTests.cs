using System.Globalization;
using System.Net;
using System.Text.Json;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Records.Store;
using Parquet;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Portal.Data;

public class ExportRecordsTests(CausewayApp app)
{
    private static readonly (string, string)[] Invoices =
    [
        (
            "a",
            """{"id":"a","invoiceNumber":"=HYPERLINK(\"http://evil.example\")","customerRef":{"id":"7","companyName":"Ärzte, \"Nord\""},"issueDate":"2024-02-29T00:00:00Z","totalAmount":-1234567.125,"lineItems":[{"quantity":2}],"status":"Paid"}"""
        ),
        ("b", """{"id":"b","invoiceNumber":"-7","totalAmount":9,"status":"Draft"}"""),
        ("c", """{"id":"c","invoiceNumber":"I-3","totalAmount":10.5,"status":"Paid"}"""),
    ];

    [Fact]
    public async Task A_file_for_spreadsheets_has_what_the_query_lets_through_and_no_formulas()
    {
        var stream = await LinkedAsync(app, "invoices", Invoices);

        var file = await TextAsync(stream, "csv", "totalAmount < 10");

        var lines = file.TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(3);
        var names = lines[0].TrimStart('\uFEFF').Split(',');
        lines[0].ShouldStartWith("\uFEFFid,");
        names.ShouldContain("customerRef.companyName");
        names.ShouldNotContain("lineItems.quantity");
        lines[1].ShouldContain("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        lines[1].ShouldContain("\"Ärzte, \"\"Nord\"\"\"");
        lines[1].ShouldContain(",-1234567.125,");
        lines[1].ShouldContain("\"[{\"\"quantity\"\":2}]\"");
        lines[2].ShouldContain("'-7");
        lines[2].Split(',').Length.ShouldBe(names.Length);
    }

    [Fact]
    public async Task A_file_of_JSON_has_the_records_as_the_API_serves_them()
    {
        var stream = await LinkedAsync(app, "invoices", Invoices);
        await stream.DeleteAsync(Noon.AddHours(1), "b");

        var file = JsonSerializer.Deserialize<JsonElement>(await TextAsync(stream, "json"));

        var page = await app.GetJsonAsync(stream.Address("invoices"));
        file.EnumerateArray()
            .Select(r => r.GetRawText())
            .ShouldBe(page.GetProperty("results").EnumerateArray().Select(r => r.GetRawText()));
    }

    [Fact]
    public async Task A_file_for_analysis_has_types()
    {
        var stream = await LinkedAsync(app, "invoices", Invoices);

        using var response = await GetAsync(stream, "parquet", PortalRole.Analyst);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition!.FileNameStar.ShouldNotBeNull().ShouldEndWith(".parquet");
        await using var reader = await ParquetReader.CreateAsync(
            new MemoryStream(await response.Content.ReadAsByteArrayAsync())
        );

        reader.RowGroupCount.ShouldBe(1);
        using var group = reader.OpenRowGroupReader(0);
        group.RowCount.ShouldBe(3);
        var fields = reader.Schema.DataFields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        var amounts = new decimal?[3];
        await group.ReadAsync<decimal>(fields["totalAmount"], amounts.AsMemory());
        amounts.ShouldBe([-1234567.125m, 9m, 10.5m]);
        var dates = new DateTime?[3];
        await group.ReadAsync<DateTime>(fields["issueDate"], dates.AsMemory());
        dates.ShouldBe([new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc), null, null]);
        var names = new string?[3];
        await group.ReadAsync(fields["customerRef.companyName"], names.AsMemory()!);
        names.ShouldBe(["Ärzte, \"Nord\"", null, null]);
        var deleted = new bool?[3];
        await group.ReadAsync<bool>(fields["metadata.isDeleted"], deleted.AsMemory());
        deleted.ShouldBe([false, false, false]);
    }

    [Fact]
    public async Task Every_record_comes_once_however_many_reads_it_takes()
    {
        var stream = await LinkedAsync(app, "invoices");
        await stream.UpsertAsync(1, Noon, Numbered(1, 2_345));

        var file = await TextAsync(stream, "json");

        JsonSerializer
            .Deserialize<JsonElement>(file)
            .EnumerateArray()
            .Select(r => r.GetProperty("id").GetString())
            .ShouldBe(Enumerable.Range(1, 2_345).Select(i => i.ToString("D6", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Only_who_may_see_data_gets_a_file_and_only_of_what_there_is()
    {
        var stream = await LinkedAsync(app, "invoices", Invoices);

        using var onboarding = await GetAsync(stream, "csv", PortalRole.Onboarding);
        using var wrong = await GetAsync(stream, "csv", PortalRole.Developer, "noSuchField = 1");
        using var other = await GetAsync(new StoredStream(app), "csv", PortalRole.Developer);
        using var nobody = await app.ClientWithout().GetAsync(Address(stream, "csv", null));

        onboarding.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "noSuchField");
        await other.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static string Address(StoredStream stream, string format, string? query) =>
        $"/portal/companies/{stream.Stream.Company}/connections/{stream.Stream.Connection}/data/invoices/export?format={format}"
        + (query is null ? "" : $"&query={Uri.EscapeDataString(query)}");

    private async Task<HttpResponseMessage> GetAsync(
        StoredStream stream,
        string format,
        PortalRole role,
        string? query = null
    ) => await (await app.StaffAsync(role)).GetAsync(Address(stream, format, query));

    private async Task<string> TextAsync(StoredStream stream, string format, string? query = null)
    {
        using var response = await GetAsync(stream, format, PortalRole.Analyst, query);
        // ReadAsStringAsync would take the byte order mark away.
        var text = System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }
}
