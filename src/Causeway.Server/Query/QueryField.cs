namespace Causeway.Server.Query;

/// <summary>What a field holds, which decides the operators and values that make sense.</summary>
public enum QueryKind
{
    /// <summary>Compared without regard to case.</summary>
    Text,

    /// <summary>Compared as a decimal.</summary>
    Number,

    /// <summary>Compared as an instant.</summary>
    Date,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A UUID of ours: equal or not, and compared as such, so that an index serves it.</summary>
    Identifier,
}

/// <summary>SQL that a schema is made of: written by us, never by a caller.</summary>
/// <param name="Sqlite">As SQLite has it.</param>
/// <param name="Postgres">As PostgreSQL has it.</param>
public sealed record SqlText(string Sqlite, string Postgres)
{
    public static implicit operator SqlText(string both) => new(both, both);
}

/// <summary>A field that can be queried: what it holds, and where each database finds it.</summary>
public abstract record QueryField
{
    private QueryField() { }

    /// <summary>A text in a column.</summary>
    public static Column Text(SqlText sql) => new(QueryKind.Text, sql);

    /// <summary>A number in a column.</summary>
    public static Column Number(SqlText sql) => new(QueryKind.Number, sql);

    /// <summary>A flag in a column: <c>boolean</c> on PostgreSQL, 0 or 1 on SQLite.</summary>
    public static Column Flag(SqlText sql) => new(QueryKind.Boolean, sql);

    /// <summary>A UUID in a column: <c>uuid</c> on PostgreSQL, upper-case text on SQLite, as EF Core stores it.</summary>
    public static Column Id(SqlText sql) => new(QueryKind.Identifier, sql);

    /// <summary>An instant in a column: <c>timestamptz</c> on PostgreSQL, on SQLite what <see cref="Column.SqliteInstant"/> makes.</summary>
    public static Column Instant(SqlText sql) => new(QueryKind.Date, sql);

    /// <summary>A value inside a JSON column.</summary>
    /// <param name="kind">What it holds if it is as it should be; anything else there counts as absent.</param>
    /// <param name="column">The column: <c>json</c> or <c>jsonb</c> on PostgreSQL, text on SQLite.</param>
    /// <param name="path">The names that lead to it through objects, with dots between them.</param>
    public static Json InJson(QueryKind kind, SqlText column, string path) => new(kind, column, path);

    /// <summary>A value in rows that belong to this one: <c>=</c> asks for any of them, <c>!=</c> for none.</summary>
    /// <param name="from">The table, with an alias.</param>
    /// <param name="where">What ties its rows to this one.</param>
    /// <param name="item">The value in such a row.</param>
    public static AnyOf In(SqlText from, SqlText where, Column item) => new(from, where, item);

    /// <summary>A field that exists but can't be asked for.</summary>
    /// <param name="reason">Why, as the end of a sentence that starts with the field.</param>
    public static NotQueryable Refuse(string reason) => new(reason);

    /// <inheritdoc cref="QueryField"/>
    public sealed record Column(QueryKind Kind, SqlText Sql) : QueryField
    {
        /// <summary>Whether there is always a value, so that an order needs no word about absent ones, and an index serves it.</summary>
        public bool IsRequired { get; init; }

        /// <summary>How SQLite stores an instant; it must sort as the instants do. The default is what EF Core writes for UTC.</summary>
        public Func<DateTime, object> SqliteInstant { get; init; } =
            static utc =>
                utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc cref="QueryField"/>
    public sealed record Json : QueryField
    {
        internal Json(QueryKind kind, SqlText column, string path)
        {
            if (path.AsSpan().ContainsAny("\"'\\{}") || path.Split('.').Contains(""))
            {
                throw new ArgumentException($"{path} is not a path of plain names.", nameof(path));
            }

            (Kind, Document, Path) = (kind, column, path);
        }

        public QueryKind Kind { get; }

        public SqlText Document { get; }

        public string Path { get; }
    }

    /// <inheritdoc cref="QueryField"/>
    public sealed record AnyOf(SqlText From, SqlText Where, Column Item) : QueryField
    {
        /// <summary>Only the rows with this key, which may come from a caller.</summary>
        public (SqlText Sql, string Key)? Keyed { get; init; }
    }

    /// <inheritdoc cref="QueryField"/>
    public sealed record NotQueryable(string Reason) : QueryField;
}
