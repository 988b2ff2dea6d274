using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>
/// A prepared statement below ADO.NET, where texts are bound and read as the UTF-8 that they are, without becoming strings.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database =
            connection.Handle ?? throw new InvalidOperationException("The connection to the database is not open.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        Check(
            value is { } number
                ? raw.sqlite3_bind_int64(statement, index, number)
                : raw.sqlite3_bind_null(statement, index)
        );
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, value));
        return this;
    }

    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(statement, index, utf8));
        return this;
    }

    public SqliteStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BindBlob(index, bytes);
    }

    /// <summary>Binds a value by name; a name that the statement does not have is passed over.</summary>
    public SqliteStatement Bind(string name, object value)
    {
        var index = raw.sqlite3_bind_parameter_index(statement, name);
        return index == 0
            ? this
            : value switch
            {
                int number => Bind(index, number),
                long number => Bind(index, number),
                string text => Bind(index, text),
                double number => Bind(index, number),
                _ => throw new ArgumentException($"A {value.GetType()} can't be bound.", nameof(value)),
            };
    }

    /// <summary>Goes to the next row; false if there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        switch (result)
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                return false;
            default:
                raw.sqlite3_reset(statement);
                Check(result);
                return false;
        }
    }

    /// <summary>Runs it to its end, and makes it ready to be run again.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
            // What it returns is not asked for.
        }

        Reset();
        return raw.sqlite3_changes(database);
    }

    public void Reset() => Check(raw.sqlite3_reset(statement));

    /// <summary>Makes it ready to be run with other values, however it ended.</summary>
    public void Clear()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The bytes of a text or blob; they are gone with the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException();
        }

        SqliteException.ThrowExceptionForRC(result, database);
    }
}
