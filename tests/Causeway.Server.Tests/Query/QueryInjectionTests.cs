using Causeway.Server.Query;
using Causeway.Server.Query.Sql;

namespace Causeway.Server.Tests.Query;

public sealed class QueryInjectionTests(SampleDatabases databases) : IClassFixture<SampleDatabases>
{
    public static TheoryData<string> Attacks =>
        [
            "x'; DROP TABLE sample; --",
            "x' OR '1'='1",
            "x\" OR \"1\"=\"1",
            "x') OR TRUE --",
            "x\\' OR 1=1 --",
            "$$; DROP TABLE sample; $$",
            "@q1",
            "$1",
            ":q0",
            "?",
            "{0",
            "/* x",
            "x' /* ",
            "E'\\x27",
            "%' OR '%'='",
            "\u02BC OR 1=1",
            "；DROP TABLE sample",
        ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_value_is_never_SQL(string attack)
    {
        foreach (var field in new[] { "name", "title", "uid", "children.status" })
        {
            foreach (var op in new[] { "=", "!=", "~" })
            {
                var query = $"{field}{op}{attack}";
                var expected = QueryOracle.Filter(query);

                (await databases.Sqlite.FilterAsync(query)).ShouldBe(expected, query);
                (await databases.Postgres.FilterAsync(query)).ShouldBe(expected, query);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task The_key_of_a_tag_is_never_SQL(string attack)
    {
        var key = AsPath(attack);
        foreach (var database in new[] { databases.Sqlite, databases.Postgres })
        {
            (await database.FilterAsync($"{key}=x", SampleDatabase.TagSchema)).ShouldBeEmpty();
            (await database.FilterAsync($"{key}!=x", SampleDatabase.TagSchema)).Count.ShouldBe(SampleRows.All.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_path_is_never_SQL(string attack)
    {
        QueryFilter.Parse($"{AsPath(attack)}=1", SampleDatabase.Schema).Error.ShouldNotBeNull();
        QueryOrder.Parse(attack, SampleDatabase.Schema).Error.ShouldNotBeNull();
        QueryOrder.Parse($"-{attack}", SampleDatabase.Schema).Error.ShouldNotBeNull();
    }

    [Fact]
    public void Nothing_that_a_caller_wrote_is_in_the_SQL()
    {
        var random = new RandomQueries(5);
        for (var i = 0; i < 2_000; i++)
        {
            var query =
                $"{QueryPrinter.Print(random.MeaningfulTree(2), " ")} && NAME = zqx{i} && TITLE ~ zqx && uid ~ zqx";
            var filter = QueryFilter.Parse(query, SampleDatabase.Schema).Value!;
            foreach (var dialect in new[] { QueryDialect.Sqlite, QueryDialect.Postgres })
            {
                var sql = filter.ToSql(dialect).Sql;

                sql.ShouldNotContain("zqx");
                sql.ShouldNotContain("NAME", Case.Sensitive); // the schema's name, not the caller's
                sql.ShouldNotContain("{"); // EF Core would take it for a place holder
            }
        }
    }

    private static string AsPath(string attack) => attack.Replace('=', '-').Replace('{', '-');
}
