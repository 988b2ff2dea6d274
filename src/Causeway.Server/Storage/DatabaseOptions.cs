using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>Which of the two databases, and how to reach it.</summary>
/// <param name="Kind">SQLite or PostgreSQL.</param>
/// <param name="ConnectionString">The connection string, completed with what this program needs.</param>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString)
{
    private const int MostPrepared = 100;

    /// <summary>Tells the two apart by the form of the connection string.</summary>
    /// <param name="text">The setting <c>Causeway:Database</c>; empty means SQLite in the data directory.</param>
    /// <param name="dataDirectory">Where an embedded database lies.</param>
    /// <exception cref="SettingException">The text is neither.</exception>
    public static DatabaseOptions Parse(string? text, string dataDirectory)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Sqlite(
                new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "causeway.db") }
            );
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql")
        {
            return Postgres(FromUri(uri!));
        }

        // "Host" and "Server" are PostgreSQL's alone; "Data Source" and "Filename" SQLite's.
        if (TryParse(text, static t => new NpgsqlConnectionStringBuilder(t)) is { Host: not null } postgres)
        {
            return Postgres(postgres);
        }

        if (TryParse(text, static t => new SqliteConnectionStringBuilder(t)) is { DataSource.Length: > 0 } sqlite)
        {
            return Sqlite(sqlite);
        }

        throw new SettingException(
            "Causeway:Database",
            "is neither a SQLite connection string (Data Source=…) nor a PostgreSQL one (Host=…;Database=… or postgresql://…)."
        );
    }

    /// <summary>A connection to it, closed.</summary>
    public DbConnection CreateConnection() =>
        Kind is DatabaseKind.Sqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);

    private static T? TryParse<T>(string text, Func<string, T> parse)
        where T : class
    {
        try
        {
            return parse(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        var user = uri.UserInfo.Split(':', 2);
        builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        return builder;
    }

    private static DatabaseOptions Sqlite(SqliteConnectionStringBuilder builder)
    {
        builder.ForeignKeys = true;
        builder.Pooling = true;
        builder.DefaultTimeout = Math.Max(builder.DefaultTimeout, 30);
        return new DatabaseOptions(DatabaseKind.Sqlite, builder.ToString());
    }

    private static DatabaseOptions Postgres(NpgsqlConnectionStringBuilder builder)
    {
        builder.ApplicationName ??= "causeway";
        // What is asked again and again is planned once a connection. Who keeps connections as they are has a pooler between,
        // and what one transaction prepared need not be there in the next.
        if (!builder.ShouldSerialize("Max Auto Prepare") && !builder.NoResetOnClose)
        {
            builder.MaxAutoPrepare = MostPrepared;
        }

        return new DatabaseOptions(DatabaseKind.Postgres, builder.ToString());
    }
}

/// <summary>The databases that are supported.</summary>
public enum DatabaseKind
{
    /// <summary>Embedded, one process.</summary>
    Sqlite,

    /// <summary>A server, any number of processes.</summary>
    Postgres,
}

/// <summary>A setting is wrong and the server can't start.</summary>
public sealed class SettingException(string setting, string reason) : Exception($"The setting {setting} {reason}");
