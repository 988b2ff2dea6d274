using Causeway.Server.Query;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Query;

public sealed class QueryThroughEntityFrameworkTests(SampleDatabases databases) : IClassFixture<SampleDatabases>
{
    [Theory]
    [InlineData("")]
    [InlineData("name~acme || totalAmount>=100 || issueDate=2022-10-23")]
    [InlineData("created>2022-10-23T00:00:01 && children.status!=Linked")]
    [InlineData("uid=0195a1b2-c3d4-7e5f-8a9b-000000000003")]
    public async Task A_fragment_is_part_of_a_raw_query(string query)
    {
        var expected = query.Length == 0 ? SampleRows.All.Select(r => r.Id).ToList() : QueryOracle.Filter(query);
        var filter = QueryFilter.Parse(query, SampleDatabase.Schema).Value!;
        foreach (var database in new[] { databases.Sqlite, databases.Postgres })
        {
            await using var db = new SampleContext(database);
            var where = filter.ToSql(database.Dialect);

#pragma warning disable EF1002 // The text holds nothing but names of parameters.
            var rows = db.Rows.FromSqlRaw($"SELECT s.id FROM sample s WHERE {where.Sql}", where.CreateParameters());
            var count = await db
                .Rows.FromSqlRaw($"SELECT s.id FROM sample s WHERE {where.Sql}", where.CreateParameters())
                .CountAsync();
#pragma warning restore EF1002

            (await rows.Select(r => r.Id).OrderBy(id => id).ToListAsync()).ShouldBe(expected);
            count.ShouldBe(expected.Count);
        }
    }

    private sealed class SampleContext(SampleDatabase database) : DbContext
    {
        public DbSet<Row> Rows => Set<Row>();

        protected override void OnConfiguring(DbContextOptionsBuilder options)
        {
            if (database.Connection is Npgsql.NpgsqlConnection)
            {
                options.UseNpgsql(database.Connection);
            }
            else
            {
                options.UseSqlite(database.Connection);
            }
        }

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Row>().ToTable("sample").Property(r => r.Id).HasColumnName("id");
    }

    private sealed class Row
    {
        public int Id { get; init; }
    }
}
