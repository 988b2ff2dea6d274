using System.Data.Common;

namespace Causeway.Server.Storage;

/// <summary>Values of a row as both databases store them.</summary>
public static class ReaderValues
{
    /// <summary>An instant.</summary>
    public static DateTimeOffset Instant(this DbDataReader reader, int column) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));

    /// <summary>An instant, or nothing.</summary>
    public static DateTimeOffset? InstantOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Instant(column);

    /// <summary>A text, or nothing.</summary>
    public static string? TextOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
