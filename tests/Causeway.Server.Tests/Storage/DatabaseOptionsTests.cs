using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Server.Tests.Storage;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData("Host=localhost;Database=causeway")]
    [InlineData("Server=localhost;Database=causeway")]
    [InlineData("postgresql://me@localhost/causeway")]
    public void PostgreSQL_plans_once_a_connection_what_is_asked_again_and_again(string text) =>
        Postgres(text).MaxAutoPrepare.ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("Host=localhost;Database=causeway;No Reset On Close=true", 0)]
    [InlineData("Host=localhost;Database=causeway;Max Auto Prepare=0", 0)]
    [InlineData("Host=localhost;Database=causeway;Max Auto Prepare=7", 7)]
    [InlineData("Host=localhost;Database=causeway;No Reset On Close=true;Max Auto Prepare=7", 7)]
    public void Not_behind_a_pooler_nor_against_what_is_set(string text, int prepared) =>
        Postgres(text).MaxAutoPrepare.ShouldBe(prepared);

    [Theory]
    [InlineData("a.db")]
    [InlineData("Data Source=a.db;Colour=blue")]
    [InlineData("mysql://localhost/causeway")]
    public void Neither_of_the_two_is_refused_by_the_name_of_the_setting(string text) =>
        Should
            .Throw<SettingException>(() => DatabaseOptions.Parse(text, "data"))
            .Message.ShouldContain("Causeway:Database");

    private static NpgsqlConnectionStringBuilder Postgres(string text)
    {
        var options = DatabaseOptions.Parse(text, "data");
        options.Kind.ShouldBe(DatabaseKind.Postgres);
        return new NpgsqlConnectionStringBuilder(options.ConnectionString);
    }
}
