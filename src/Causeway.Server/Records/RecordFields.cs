using System.Collections.Frozen;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Query;

namespace Causeway.Server.Records;

/// <summary>
/// The fields by which the records of a data type are filtered and ordered: those of its model, inside the JSON, but for
/// those that the record store has in columns.
/// </summary>
internal static class RecordFields
{
    // On PostgreSQL the column is a text: that costs a cast when a query looks inside, and saves a check of every record
    // that is stored.
    private static readonly SqlText Body = new("r.body", "CAST(r.body AS json)");

    private static readonly Dictionary<string, QueryField> Columns = new(StringComparer.Ordinal)
    {
        ["id"] = QueryField.Key("r.id") with { IsRequired = true },
        ["modifiedDate"] = QueryField.Instant("r.modified") with { IsRequired = true, SqliteInstant = Seconds },
        ["sourceModifiedDate"] = QueryField.Instant("r.source_modified") with { SqliteInstant = Microseconds },
        ["metadata.isDeleted"] = QueryField.Flag("r.is_deleted") with { IsRequired = true },
    };

    private static readonly FrozenDictionary<DataType, IQuerySchema> All = DataType.All.ToFrozenDictionary(
        t => t,
        IQuerySchema (t) => new RecordQuerySchema(t.Key, RecordSchema.For(t), Body, Columns)
    );

    /// <summary>The fields of a data type.</summary>
    public static IQuerySchema Of(DataType type) => All[type];

    // What SQLite has in the columns. A fraction that the column can't have still compares right.
    private static object Seconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    private static object Microseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
