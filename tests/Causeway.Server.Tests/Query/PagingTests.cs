using System.Text.Json;
using Causeway.Server.Query;

namespace Causeway.Server.Tests.Query;

public sealed class PagingTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData(null, null, 1, 100, 0)]
    [InlineData("", "", 1, 100, 0)]
    [InlineData("1", "1", 1, 1, 0)]
    [InlineData("3", "5000", 3, 5000, 10_000)]
    [InlineData("2147483647", "5000", 2147483647, 5000, 10_737_418_230_000)]
    public void A_page_is_read(string? page, string? pageSize, int number, int size, long offset)
    {
        PageRequest.Parse(page, pageSize).Succeeded(out var request, out var error).ShouldBeTrue(error?.Message);

        request.ShouldBe(new PageRequest(number, size));
        request!.Offset.ShouldBe(offset);
    }

    [Theory]
    [InlineData("0", null, "page")]
    [InlineData("-1", null, "page")]
    [InlineData("1.5", null, "page")]
    [InlineData("two", null, "page")]
    [InlineData(" 1", null, "page")]
    [InlineData("١", null, "page")]
    [InlineData("2147483648", null, "page")]
    [InlineData("1", "0", "pageSize")]
    [InlineData("1", "5001", "pageSize")]
    [InlineData("1", "99999999999999999999", "pageSize")]
    [InlineData(null, "x", "pageSize")]
    public void A_page_that_makes_no_sense_is_refused_by_name(string? page, string? pageSize, string parameter)
    {
        PageRequest.Parse(page, pageSize).Succeeded(out _, out var error).ShouldBeFalse();

        error!.Field.ShouldBe(parameter);
        error.Message.ShouldContain($"The parameter {parameter} must be a whole number from 1");
    }

    [Fact]
    public void A_page_in_the_middle_links_to_both_sides()
    {
        var links = PageLinks.Of(
            "/companies/c/data/accounts",
            new PageRequest(2, 20),
            41,
            ("query", "metadata.isDeleted!=true"),
            ("orderBy", null)
        );

        JsonSerializer
            .Serialize(links, Web)
            .ShouldBe(
                """{"self":{"href":"/companies/c/data/accounts"},"current":{"href":"/companies/c/data/accounts?page=2\u0026pageSize=20\u0026query=metadata.isDeleted!%3Dtrue"},"next":{"href":"/companies/c/data/accounts?page=3\u0026pageSize=20\u0026query=metadata.isDeleted!%3Dtrue"},"previous":{"href":"/companies/c/data/accounts?page=1\u0026pageSize=20\u0026query=metadata.isDeleted!%3Dtrue"}}"""
            );
    }

    [Theory]
    [InlineData(1, 100, 0, false, false)]
    [InlineData(1, 100, 100, false, false)]
    [InlineData(1, 100, 101, false, true)]
    [InlineData(2, 100, 101, true, false)]
    [InlineData(2, 100, 0, true, false)]
    [InlineData(3, 100, 101, true, false)]
    [InlineData(50, 100, 101, false, false)]
    public void Links_lead_only_to_pages_that_exist(int page, int size, long total, bool previous, bool next)
    {
        var links = PageLinks.Of("/companies", new PageRequest(page, size), total);

        (links.Previous is not null).ShouldBe(previous);
        (links.Next is not null).ShouldBe(next);
        links.Self.Href.ShouldBe("/companies");
        links.Current.Href.ShouldBe($"/companies?page={page}&pageSize={size}");
    }

    [Fact]
    public void Parameters_are_escaped()
    {
        var links = PageLinks.Of(
            "/companies",
            new PageRequest(1, 1),
            1,
            ("query", "name=Smith & Sons#é"),
            ("orderBy", "-name")
        );

        links.Current.Href.ShouldBe(
            "/companies?page=1&pageSize=1&query=name%3DSmith%20%26%20Sons%23%C3%A9&orderBy=-name"
        );
    }
}
