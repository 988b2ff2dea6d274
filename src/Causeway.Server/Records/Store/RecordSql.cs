using Causeway.Server.Query.Sql;

namespace Causeway.Server.Records.Store;

/// <summary>
/// How records are read: SQL that both databases understand. Each read is a statement about the stream and one for the
/// rows, sent together; the second finds the stream's number by itself, so one round trip is enough.
/// </summary>
/// <param name="dialect">The query language's SQL.</param>
/// <param name="records">What narrows <c>records r</c> to the company, where the table has a column for it.</param>
/// <param name="raws">The same for <c>record_raws w</c>.</param>
public sealed class RecordSql(QueryDialect dialect, string records, string raws)
{
    private const string Row = "r.body, r.is_deleted, r.modified";

    private const string HeadColumns = """
        SELECT c.id AS connection_id, c.integration_key, s.number, s.living, s.deleted,
            CASE WHEN s.completed IS NULL THEN 0 ELSE 1 END AS complete, s.last_change
        FROM connections c
        LEFT JOIN record_streams s
            ON s.company_id = c.company_id AND s.connection_id = c.id AND s.data_type = @type
        """;

    private const string OfConnection = $"{HeadColumns} WHERE c.company_id = @company AND c.id = @connection";

    // A company has one linked accounting connection at most. If it has none, the books that were read last still serve.
    private const string OfCompany = $"""
        {HeadColumns}
        WHERE c.company_id = @company AND c.source_type = @source
        ORDER BY CASE c.status WHEN 'Linked' THEN 0 WHEN 'PendingAuth' THEN 2 ELSE 1 END, c.last_sync DESC NULLS LAST, c.id DESC
        LIMIT 1
        """;

    private const string Number = "(SELECT number FROM head)";
    private const string Start = "(SELECT CAST(number AS bigint) << 32 FROM head)";
    private const string InStream = $"r.place BETWEEN {Start} AND {Start} + 4294967295";

    // What equals both ends of a range is looked up by it: no planner, whatever it takes the tables for, makes a join of
    // whole tables of this.
    private const string SamePlace = "r.place BETWEEN h.place AND h.place";

    /// <summary>For SQLite, where a place tells the company.</summary>
    public static RecordSql Sqlite { get; } = new(QueryDialect.Sqlite, "TRUE", "TRUE");

    /// <summary>For PostgreSQL, where the company leads every key.</summary>
    public static RecordSql Postgres { get; } =
        new(QueryDialect.Postgres, "r.company_id = @company", "w.company_id = @company");

    public QueryDialect Dialect => dialect;

    /// <summary>What is known of the stream.</summary>
    public static string Head(RecordScope scope) => scope.Connection is null ? OfCompany : OfConnection;

    /// <summary>A plain page is a range of places, however deep: nothing is counted, sorted or skipped.</summary>
    public string Page(RecordScope scope) =>
        $"""
            {With(scope)}
            SELECT {Row} FROM records r
            WHERE {records} AND r.place BETWEEN {Start} + @first AND {Start} + @last
            ORDER BY r.place
            """;

    /// <summary>A page of what a filter lets through, in any order, with how many there are on all pages.</summary>
    public string Hits(RecordScope scope, RecordListing listing, string filter) =>
        $"""
            {With(scope)},
            hits AS MATERIALIZED (
                SELECT r.place, row_number() OVER (ORDER BY {listing.Order.ToSql(dialect, "r.place")}) AS n
                FROM records r
                WHERE {records} AND {InStream}{Visible(scope)}{(
                listing.Parent is null ? "" : " AND r.parent = @parent"
            )}
                    AND {filter}
            )
            SELECT t.total, p.body, p.is_deleted, p.modified
            FROM (SELECT count(*) AS total FROM hits) t
            LEFT JOIN (
                SELECT h.n, {Row} FROM hits h JOIN records r ON {records} AND {SamePlace} WHERE h.n BETWEEN @first AND @last
            ) p ON TRUE
            ORDER BY p.n
            """;

    /// <summary>What a filter lets through after a place, as many as are asked for, with their places.</summary>
    public string Slice(RecordScope scope, string filter) =>
        $"""
            {With(scope)}
            SELECT r.place, {Row} FROM records r
            WHERE {records} AND r.place BETWEEN {Start} AND {Start} + 4294967295 AND r.place > @after{Visible(
                scope
            )} AND {filter}
            ORDER BY r.place LIMIT @limit
            """;

    /// <summary>One record by its key.</summary>
    public string One(RecordScope scope) => $"{With(scope)} SELECT {Row} FROM records r WHERE {ById(scope)}";

    /// <summary>The one record of a data type that has no more: the living one that changed last.</summary>
    public string Single(RecordScope scope) =>
        $"{With(scope)} SELECT {Row} FROM records r WHERE {LatestLiving} ORDER BY r.change DESC LIMIT 1";

    /// <summary>A record and the living ones below it, with their keys and their parents' keys.</summary>
    public string Tree(RecordScope scope) =>
        $"""
            WITH RECURSIVE head AS MATERIALIZED ({Head(scope)}),
            h AS (
                SELECT r.place, r.id FROM records r WHERE {ById(scope)}
                UNION
                SELECT r.place, r.id FROM records r JOIN h ON r.parent = h.id
                WHERE {records} AND {InStream} AND NOT r.is_deleted
            )
            SELECT r.id, r.parent, {Row} FROM h JOIN records r ON {records} AND {SamePlace} ORDER BY r.place
            """;

    /// <summary>The raw copy of a record.</summary>
    public string Raw(RecordScope scope, bool isSingle) =>
        $"""
            {With(scope)}, h AS MATERIALIZED (
                SELECT r.place FROM records r WHERE {(
                isSingle ? LatestLiving : ById(scope)
            )} ORDER BY r.change DESC LIMIT 1
            )
            SELECT w.body FROM h JOIN record_raws w ON {raws} AND w.place = h.place
            """;

    /// <summary>Changes after one, in commit order.</summary>
    public string Changes(RecordScope scope) =>
        $"""
            {With(scope)}
            SELECT r.id, r.change, r.added, {Row} FROM records r
            WHERE {records} AND r.change > {Start} + @after AND r.change <= {Start} + 4294967295
            ORDER BY r.change LIMIT @limit
            """;

    // With the stream's number the index by key can serve a query for a key; without one it would only lead astray.
    private static string Narrowed(RecordListing listing, string filter) =>
        (listing.Parent is null ? "" : " AND r.parent = @parent")
        + (filter.Contains("r.id ", StringComparison.Ordinal) ? $" AND r.stream = {Number}" : "");

    private string LatestLiving => $"{records} AND {InStream} AND NOT r.is_deleted";

    private static string With(RecordScope scope) => $"WITH head AS MATERIALIZED ({Head(scope)})";

    private string ById(RecordScope scope) => $"{records} AND r.stream = {Number} AND r.id = @id{Visible(scope)}";

    // Data types without metadata have no word for a record that vanished, so it must not pass for one that exists.
    private static string Visible(RecordScope scope) => scope.Type.HasMetadata ? "" : " AND NOT r.is_deleted";
}
