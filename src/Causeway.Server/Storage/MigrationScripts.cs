using System.Data.Common;
using System.Reflection;

namespace Causeway.Server.Storage;

/// <summary>
/// Brings the control tables to this version with the scripts that <c>./generate-model</c> made of EF Core's migrations. EF Core itself would
/// build its whole model twice to do that, which takes longer than the rest of the start.
/// </summary>
public static class MigrationScripts
{
    /// <summary>Runs each migration that the database has not had, in a transaction of its own. Called under the start lock.</summary>
    public static async Task RunAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        var applied = await AppliedAsync(connection, database.Kind, ct);
        foreach (var (id, sql) in Read(database.Kind).Where(script => !applied.Contains(script.Id)))
        {
            await RunAsync(connection, database.Kind, sql, ct);
        }
    }

    /// <summary>The scripts of a database, the oldest first.</summary>
    public static IEnumerable<(string Id, string Sql)> Read(DatabaseKind kind)
    {
        var assembly = typeof(MigrationScripts).Assembly;
        var prefix = $"Migrations/{kind}/";
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (Path.GetFileNameWithoutExtension(name), Text(assembly, name)));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static async Task<HashSet<string>> AppliedAsync(
        DbConnection connection,
        DatabaseKind kind,
        CancellationToken ct
    )
    {
        var hasHistory =
            kind is DatabaseKind.Sqlite
                ? "SELECT COUNT(*) > 0 FROM sqlite_master WHERE name = '__EFMigrationsHistory'"
                : "SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL";
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var exists = connection.Command(hasHistory);
        if (!Convert.ToBoolean(await exists.ExecuteScalarAsync(ct), null))
        {
            return applied;
        }

        await using var history = connection.Command("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"");
        await using var reader = await history.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }

    // A change of a table on SQLite makes it anew, and dropping the old one must not delete what refers to it.
    // https://www.sqlite.org/lang_altertable.html#otheralter
    private static async Task RunAsync(DbConnection connection, DatabaseKind kind, string sql, CancellationToken ct)
    {
        var isSqlite = kind is DatabaseKind.Sqlite;
        if (isSqlite)
        {
            await ExecuteAsync(connection, "PRAGMA foreign_keys = OFF", ct);
        }

        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await ExecuteAsync(connection, sql, ct);
            await transaction.CommitAsync(ct);
        }

        if (isSqlite)
        {
            await ExecuteAsync(connection, "PRAGMA foreign_keys = ON", ct);
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        command.CommandTimeout = 0; // a migration of a big table takes as long as it takes
        await command.ExecuteNonQueryAsync(ct);
    }
}
