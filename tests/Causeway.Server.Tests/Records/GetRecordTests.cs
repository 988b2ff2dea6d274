using System.Net;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Records.Store;
using static Causeway.Server.Tests.Records.Store.StoredStream;

namespace Causeway.Server.Tests.Records;

public class GetRecordTests(CausewayApp app)
{
    [Fact]
    public async Task A_record_is_served_as_it_was_stored_and_its_raw_copy_beside_it()
    {
        var stream = await LinkedAsync(app, "invoices", ("a", """{"id":"a","totalAmount":1.10}"""));

        using var response = await app.Client.GetAsync(stream.Address("invoices/a"));
        using var raw = await app.Client.GetAsync(stream.Address("invoices/a/raw"));

        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"id":"a","totalAmount":1.10,"metadata":{"isDeleted":false},"modifiedDate":"2026-03-01T12:00:00Z"}"""
        );
        (await raw.Content.ReadAsStringAsync()).ShouldBe("""{"raw":"a"}""");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("__COST_CENTRES/01")]
    [InlineData("765768:137014109")]
    [InlineData("a b+c?d#e&f")]
    [InlineData("ä…😀")]
    [InlineData("raw")]
    public async Task A_key_may_hold_anything_if_it_is_escaped(string id)
    {
        var stream = await LinkedAsync(
            app,
            "accountTransactions",
            (id, """{"id":"this"}"""),
            ("a", """{"id":"another"}""")
        );

        var record = await stream.GetAsync(stream.Address($"accountTransactions/{Uri.EscapeDataString(id)}"));
        var raw = await stream.GetAsync(stream.Address($"accountTransactions/{Uri.EscapeDataString(id)}/raw"));

        record.GetProperty("id").GetString().ShouldBe("this");
        raw.GetProperty("raw").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("A")]
    [InlineData("%FF")]
    [InlineData("%2F")]
    public async Task An_unknown_key_is_not_found(string id)
    {
        var stream = await LinkedAsync(app, "invoices", ("a", """{"id":"a"}"""));

        using var response = await app.Client.GetAsync(stream.Address($"invoices/{id}"));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_very_long_key_is_not_found()
    {
        var stream = await LinkedAsync(app, "invoices", ("a", """{"id":"a"}"""));

        var error = await stream.GetRefusedAsync(
            stream.Address($"invoices/{new string('x', 5000)}"),
            HttpStatusCode.NotFound
        );

        error.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task The_only_record_of_a_data_type_is_served_bare_and_without_what_it_does_not_have()
    {
        var stream = await LinkedAsync(app, "company", ("company", """{"companyName":"Example"}"""));

        using var response = await app.Client.GetAsync(stream.Address("info"));
        using var raw = await app.Client.GetAsync(stream.Address("info/raw"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"companyName":"Example"}""");
        (await raw.Content.ReadAsStringAsync()).ShouldBe("""{"raw":"company"}""");
    }

    [Fact]
    public async Task Of_an_only_record_that_got_another_key_the_living_one_is_served()
    {
        var stream = await LinkedAsync(app, "company", ("old", """{"companyName":"Old"}"""));
        await stream.UpsertAsync(2, Noon, Record("new", """{"companyName":"New"}"""));
        await stream.SweepAsync(2, 10, Noon);

        (await stream.GetAsync(stream.Address("info"))).GetProperty("companyName").GetString().ShouldBe("New");

        await stream.DeleteAsync(Noon, "new");
        await stream.GetRefusedAsync(stream.Address("info"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_tracking_category_comes_with_all_below_it_and_the_list_is_flat()
    {
        var stream = await LinkedAsync(
            app,
            "trackingCategories",
            ("top", """{"id":"top","hasChildren":true}"""),
            ("left", """{"id":"left","parentId":"top"}"""),
            ("right", """{"id":"right","parentId":"top"}"""),
            ("below", """{"id":"below","parentId":"left"}"""),
            ("gone", """{"id":"gone","parentId":"left"}"""),
            ("other", """{"id":"other"}""")
        );
        await stream.DeleteAsync(Noon, "gone");

        using var response = await app.Client.GetAsync(stream.Address("trackingCategories/top"));
        var list = await stream.GetAsync(stream.Address("trackingCategories"));

        const string end = ",\"metadata\":{\"isDeleted\":false},\"modifiedDate\":\"2026-03-01T12:00:00Z\"}";
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"id":"top","hasChildren":true,"subCategories":["""
                + $$"""{"id":"left","parentId":"top","subCategories":[{"id":"below","parentId":"left","subCategories":[]{{end}}]{{end}},"""
                + $$"""{"id":"right","parentId":"top","subCategories":[]{{end}}]{{end}}"""
        );
        list.GetProperty("results").GetArrayLength().ShouldBe(6);
        await stream.GetRefusedAsync(stream.Address("trackingCategories/unknown"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tracking_categories_that_are_below_each_other_come_to_an_end()
    {
        var stream = await LinkedAsync(
            app,
            "trackingCategories",
            ("a", """{"id":"a","parentId":"b"}"""),
            ("b", """{"id":"b","parentId":"a"}"""),
            ("self", """{"id":"self","parentId":"self"}""")
        );

        var tree = await stream.GetAsync(stream.Address("trackingCategories/a"));
        var self = await stream.GetAsync(stream.Address("trackingCategories/self"));

        var below = tree.GetProperty("subCategories")[0];
        below.GetProperty("id").GetString().ShouldBe("b");
        below.GetProperty("subCategories").GetArrayLength().ShouldBe(0);
        self.GetProperty("subCategories").GetArrayLength().ShouldBe(0);
    }

    public static TheoryData<string> Types => [.. DataType.All.Where(t => t.Path[0] != 'f').Select(t => t.Key)];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_data_type_can_be_read(string key)
    {
        var stream = await LinkedAsync(app, key, ("a", """{"id":"a","accountId":"x"}"""));
        var type = stream.Stream.Type;
        var list = key is "bankTransactions" ? "bankAccounts/x/bankTransactions" : type.Path;

        var answer = await stream.GetAsync(stream.Address(list));

        var record = type.IsSingleton ? answer : answer.GetProperty("results")[0];
        record.GetProperty("id").GetString().ShouldBe("a");
        record.TryGetProperty("metadata", out _).ShouldBe(type.HasMetadata);
        record.TryGetProperty("modifiedDate", out _).ShouldBe(type.HasModifiedDate);
        if (!type.IsSingleton && key is not ("bankTransactions" or "banking-accountBalances"))
        {
            (await stream.GetAsync(stream.Address($"{list}/a"))).GetProperty("id").GetString().ShouldBe("a");
        }

        var raw = await stream.GetAsync(stream.Address(type.IsSingleton ? $"{list}/raw" : $"{list}/a/raw"));
        raw.GetProperty("raw").GetString().ShouldBe("a");
    }
}
