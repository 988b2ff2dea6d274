using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Query.Sql;

/// <summary>What SQLite lacks for the query language.</summary>
public static class SqliteQueryFunctions
{
    internal const string Lower = "causeway_lower";
    internal const string CompareNumbers = "causeway_compare_numbers";
    internal const string Number = "causeway_number";
    internal const string Instant = "causeway_instant";

    /// <summary>Adds the functions to a connection, open or not yet; each connection needs them.</summary>
    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>(
            Lower,
            static text => text?.ToLowerInvariant(),
            isDeterministic: true
        );
        connection.CreateFunction<string?, string?, int?>(CompareNumbers, QueryNumber.Compare, isDeterministic: true);
        connection.CreateFunction<string?, double?>(
            Number,
            static text => QueryNumber.IsValid(text) ? double.Parse(text.AsSpan(), CultureInfo.InvariantCulture) : null,
            isDeterministic: true
        );
        connection.CreateFunction<string?, long?>(
            Instant,
            static text => QueryInstant.TryParse(text)?.Microseconds,
            isDeterministic: true
        );
    }
}
