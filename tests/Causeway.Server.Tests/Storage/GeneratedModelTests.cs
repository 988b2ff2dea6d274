using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Causeway.Server.Tests.Storage;

/// <summary>What <c>./generate-model</c> wrote is what it would write now. If one of these fails: run it, and commit what it wrote.</summary>
public sealed class GeneratedModelTests
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_generated_model_is_that_of_the_entities(DatabaseKind kind)
    {
        using var built = Migrations(kind);
        var options = new DbContextOptionsBuilder<CausewayDb>();
        StorageFeature.Configure(options, Database(kind));
        using var generated = new CausewayDb(options.Options);

        generated.Model.ShouldNotBeOfType(built.GetService<IDesignTimeModel>().Model.GetType());
        Describe(generated.Model).ShouldBe(Describe(built.GetService<IDesignTimeModel>().Model));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_change_of_the_entities_lacks_its_migration(DatabaseKind kind)
    {
        using var db = Migrations(kind);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_migration_has_its_script(DatabaseKind kind)
    {
        using var db = Migrations(kind);
        var migrator = db.GetService<IMigrator>();
        var before = Migration.InitialDatabase;
        var expected = new List<(string, string)>();
        foreach (var migration in db.Database.GetMigrations())
        {
            var sql = migrator.GenerateScript(before, migration, MigrationsSqlGenerationOptions.NoTransactions);
            expected.Add((migration, sql.ReplaceLineEndings("\n")));
            before = migration;
        }

        MigrationScripts.Read(kind).Select(s => (s.Id, s.Sql.ReplaceLineEndings("\n"))).ShouldBe(expected);
    }

    // Not the annotations: a model that only runs has fewer of them. Nor what queries of the application added to it.
    private static IEnumerable<string> Describe(IModel model) =>
        model
            .GetEntityTypes()
            .Select(type => type.ToDebugString(MetadataDebugStringOptions.ShortDefault))
            .Order(StringComparer.Ordinal);

    private static DatabaseOptions Database(DatabaseKind kind) =>
        DatabaseOptions.Parse(kind is DatabaseKind.Sqlite ? "Data Source=none.db" : "Host=localhost;Database=none", "");

    private static CausewayDb Migrations(DatabaseKind kind) =>
        kind is DatabaseKind.Sqlite
            ? new SqliteMigrations(
                new DbContextOptionsBuilder<SqliteMigrations>().UseSqlite("Data Source=:memory:").Options
            )
            : new PostgresMigrations(
                new DbContextOptionsBuilder<PostgresMigrations>().UseNpgsql("Host=localhost").Options
            );
}
