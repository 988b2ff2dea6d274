using Causeway.Server.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>What to do when two requests change the same thing at once.</summary>
public static class Conflicts
{
    private const int MostAttempts = 6;
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteForeignKey = 787;

    /// <summary>
    /// Runs an attempt that reads, decides and saves, and again when another request changed the rows in between; after several, the caller is
    /// told to come again. An attempt must start from the database: nothing that it tracked before is left.
    /// </summary>
    public static async Task<Outcome<T>> RetryAsync<T>(this CausewayDb db, Func<Task<Outcome<T>>> attempt)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                return await attempt();
            }
            catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.IsConstraint())
            {
                db.ChangeTracker.Clear();
                if (n == MostAttempts)
                {
                    return Refusal.Conflict("Other requests are changing the same thing; try again.") with
                    {
                        RetryAfter = TimeSpan.FromSeconds(1),
                    };
                }
            }
        }
    }

    /// <summary>Whether a unique index stood against the change.</summary>
    /// <param name="e">What saving threw.</param>
    /// <param name="index">The index, as PostgreSQL names it.</param>
    /// <param name="columns">Its columns, as SQLite names them: <c>table.column, table.column</c>.</param>
    public static bool IsUnique(this DbUpdateException e, string index, string columns) =>
        e.InnerException switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres => postgres.ConstraintName
                == index,
            SqliteException { SqliteExtendedErrorCode: SqliteUnique } sqlite => sqlite.Message.Contains(
                $": {columns}'",
                StringComparison.Ordinal
            ),
            _ => false,
        };

    /// <summary>Whether a row that the change refers to is not there.</summary>
    public static bool IsForeignKey(this DbUpdateException e) =>
        e.InnerException
            is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation }
                or SqliteException { SqliteExtendedErrorCode: SqliteForeignKey };

    // A unique index or a foreign key that nobody foresaw: another request inserted or deleted the row at the same time.
    private static bool IsConstraint(this DbUpdateException e) =>
        e.IsForeignKey()
        || e.InnerException
            is PostgresException
                {
                    SqlState: PostgresErrorCodes.UniqueViolation
                        or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.DeadlockDetected
                }
                or SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey };
}
