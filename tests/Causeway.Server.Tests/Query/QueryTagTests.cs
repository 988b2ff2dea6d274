namespace Causeway.Server.Tests.Query;

public sealed class QueryTagTests(SampleDatabases databases) : IClassFixture<SampleDatabases>
{
    [Fact]
    public Task A_tag_is_found_by_its_key_and_value_in_any_case() =>
        FindsAsync("REGION=uk", row => row.Tags.GetValueOrDefault("region") == "UK");

    [Fact]
    public Task A_tag_is_found_by_a_part_of_its_value() =>
        FindsAsync("region ~ R", row => row.Tags.GetValueOrDefault("region") == "fr");

    [Fact]
    public Task Another_value_or_no_such_tag_is_not_equal() =>
        FindsAsync("region!=uk", row => row.Tags.GetValueOrDefault("region") != "UK");

    [Fact]
    public Task Several_tags_are_each_looked_up() =>
        FindsAsync(
            "region=uk && it's ~ Acme",
            row =>
                row.Tags.GetValueOrDefault("region") == "UK"
                && row.Tags["it's"].Contains("acme", StringComparison.Ordinal)
        );

    [Fact]
    public Task A_tag_that_nobody_has_is_found_nowhere() => FindsNothingAsync("colour=red");

    private async Task FindsAsync(string query, Func<SampleRow, bool> isExpected)
    {
        var expected = SampleRows.All.Where(isExpected).Select(row => row.Id).ToList();

        expected.ShouldNotBeEmpty();
        (await databases.Sqlite.FilterAsync(query, SampleDatabase.TagSchema)).ShouldBe(expected);
        (await databases.Postgres.FilterAsync(query, SampleDatabase.TagSchema)).ShouldBe(expected);
    }

    private async Task FindsNothingAsync(string query)
    {
        (await databases.Sqlite.FilterAsync(query, SampleDatabase.TagSchema)).ShouldBeEmpty();
        (await databases.Postgres.FilterAsync(query, SampleDatabase.TagSchema)).ShouldBeEmpty();
    }
}
