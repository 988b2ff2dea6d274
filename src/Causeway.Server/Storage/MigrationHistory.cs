using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>
/// Says whether there is anything to migrate, without EF Core's own machinery, which builds the whole model again to find that out.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>Whether the database has had every migration that this version knows.</summary>
    /// <typeparam name="TContext">The context that the migrations belong to.</typeparam>
    public static async Task<bool> IsUpToDateAsync<TContext>(DatabaseOptions database, CancellationToken ct)
        where TContext : DbContext
    {
        var isSqlite = database.Kind is DatabaseKind.Sqlite;
        await using DbConnection connection = isSqlite
            ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        var hasHistory = isSqlite
            ? "SELECT COUNT(*) > 0 FROM sqlite_master WHERE name = '__EFMigrationsHistory'"
            : "SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL";
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two above.
        command.CommandText = hasHistory;
#pragma warning restore CA2100
        if (!Convert.ToBoolean(await command.ExecuteScalarAsync(ct), null))
        {
            return false;
        }

        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetString(0));
        }

        return Known(typeof(TContext)).All(applied.Contains);
    }

    private static IEnumerable<string> Known(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.BaseType == typeof(Migration)
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        select type.GetCustomAttribute<MigrationAttribute>()!.Id;
}
