using Causeway.Server.Query;

namespace Causeway.Server.Tests.Query;

public sealed class QueryExecutionTests(SampleDatabases databases) : IClassFixture<SampleDatabases>
{
    [Theory]
    [InlineData("")]
    [InlineData("name=acme")]
    [InlineData("name=ÄPFEL & SÖHNE")]
    [InlineData("name~жУ")]
    [InlineData("name~%")]
    [InlineData("name~_")]
    [InlineData("name~\\")]
    [InlineData("name~")]
    [InlineData("name=")]
    [InlineData("name!=")]
    [InlineData("name=12.5")]
    [InlineData("name=true")]
    [InlineData("name=null")]
    [InlineData("name!=acme")]
    [InlineData("customerRef.companyName=acme")]
    [InlineData("totalAmount=0.1")]
    [InlineData("totalAmount=0")]
    [InlineData("totalAmount!=12.5")]
    [InlineData("totalAmount>99.99999999999999")]
    [InlineData("totalAmount>9007199254740992")]
    [InlineData("totalAmount>=79228162514264337593543950335")]
    [InlineData("totalAmount>-1e99")]
    [InlineData("totalAmount<=1e-28")]
    [InlineData("issueDate=2022-10-23")]
    [InlineData("issueDate!=2022-10-23")]
    [InlineData("issueDate>=2022-10-23T00:00:00.1234567Z&&issueDate<2022-10-24")]
    [InlineData("issueDate<=0001-01-01")]
    [InlineData("issueDate>2022-10-23T19:00:00-05:00")]
    [InlineData("isPaid=true")]
    [InlineData("isPaid!=TRUE")]
    [InlineData("title=ACME")]
    [InlineData("title!=acme")]
    [InlineData("title~ltd")]
    [InlineData("count>=0")]
    [InlineData("count=-3.0")]
    [InlineData("count!=1e1")]
    [InlineData("created>2022-10-23T00:00:01.500Z")]
    [InlineData("created=2022-10-23T05:30:01.5+05:30")]
    [InlineData("created!=2022-10-23")]
    [InlineData("active=true")]
    [InlineData("active!=true")]
    [InlineData("metadata.isDeleted!=true")]
    [InlineData("metadata.isDeleted=false")]
    [InlineData("uid=0195A1B2-c3d4-7e5f-8a9b-000000000003")]
    [InlineData("uid!=0195a1b2-c3d4-7e5f-8a9b-000000000003")]
    [InlineData("uid=nonsense")]
    [InlineData("uid!=nonsense")]
    [InlineData("uid~A1B2")]
    [InlineData("children.status=pendingauth")]
    [InlineData("children.status!=PendingAuth")]
    [InlineData("children.status!=PendingAuth&&children.status!=Linked")]
    [InlineData("children.status~ink")]
    [InlineData("{totalAmount > 100 || totalAmount < 50} && name != acme")]
    [InlineData("totalAmount > 100 || totalAmount < 50 && name != acme")]
    public async Task Both_databases_find_what_the_language_says(string query)
    {
        var expected = query.Length == 0 ? SampleRows.All.Select(r => r.Id).ToList() : QueryOracle.Filter(query);

        (await databases.Sqlite.FilterAsync(query)).ShouldBe(expected, "on SQLite");
        (await databases.Postgres.FilterAsync(query)).ShouldBe(expected, "on PostgreSQL");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("customerRef.companyName")]
    [InlineData("issueDate")]
    [InlineData("isPaid")]
    [InlineData("binary.name")]
    [InlineData("binary.issueDate")]
    [InlineData("binary.isPaid")]
    [InlineData("title")]
    [InlineData("count")]
    [InlineData("created")]
    [InlineData("active")]
    [InlineData("metadata.isDeleted")]
    [InlineData("uid")]
    public async Task Both_databases_sort_in_the_same_order(string field)
    {
        var ascending = QueryOracle.Order(field, descending: false);
        var descending = QueryOracle.Order(field, descending: true);

        (await databases.Sqlite.OrderAsync(field)).ShouldBe(ascending, "on SQLite");
        (await databases.Postgres.OrderAsync(field)).ShouldBe(ascending, "on PostgreSQL");
        (await databases.Sqlite.OrderAsync($"-{field}")).ShouldBe(descending, "on SQLite");
        (await databases.Postgres.OrderAsync($"-{field}")).ShouldBe(descending, "on PostgreSQL");
    }

    [Theory]
    [InlineData("totalAmount")]
    [InlineData("binary.totalAmount")]
    public async Task Numbers_sort_as_numbers(string field)
    {
        // SQLite sorts by floating point, so only numbers that it can tell apart are in the same order.
        var expected = QueryOracle.Order(field, descending: false);

        (await databases.Postgres.OrderAsync(field)).ShouldBe(expected);
        (await databases.Sqlite.OrderAsync(field))
            .Select(QueryOracle.FloatingPoint)
            .ShouldBe(expected.Select(QueryOracle.FloatingPoint));
    }

    [Theory]
    [InlineData("uid~", "&&")]
    [InlineData("uid~", "||")]
    [InlineData("name!=a", "&&")]
    [InlineData("totalAmount!=1", "&&")]
    [InlineData("issueDate!=2022-10-23", "&&")]
    [InlineData("children.status!=a", "&&")]
    [InlineData("{{{{count=1&&count=2}||count=3}&&count=4}||count=5}", "&&")]
    public async Task The_longest_query_runs_on_both(string comparison, string junction)
    {
        var query = string.Join(junction, Enumerable.Repeat(comparison, 2048 / (comparison.Length + 2)));

        (await databases.Postgres.FilterAsync(query)).ShouldBe(await databases.Sqlite.FilterAsync(query));
    }

    [Fact]
    public async Task The_deepest_query_runs_on_both()
    {
        var query = "count=1";
        for (var i = 0; i < 32; i++)
        {
            query = i % 2 == 0 ? $"{{{query}||count=2}}" : $"{{{query}&&count!=7}}";
        }

        var expected = QueryOracle.Filter(query);

        (await databases.Sqlite.FilterAsync(query)).ShouldBe(expected);
        (await databases.Postgres.FilterAsync(query)).ShouldBe(expected);
    }
}
