using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox;

/// <summary>A record of a made-up source.</summary>
internal interface ISandboxRow
{
    string Id { get; }

    /// <summary>When it last changed, in milliseconds since 1970.</summary>
    long Changed { get; }
}

/// <summary>The records of one data type, as they can be read.</summary>
/// <param name="Json">How a record is written.</param>
/// <param name="Read">Brings the records of a period from a position on; positions rise from 0, and each batch tells the next.</param>
internal sealed record Feed<TRow>(JsonTypeInfo<TRow> Json, Func<Period, long, IEnumerable<Batch<TRow>>> Read)
    where TRow : ISandboxRow
{
    /// <summary>Tells it from other feeds of the source; two of one kind of row need names of their own.</summary>
    public string Name { get; init; } = typeof(TRow).Name;

    /// <summary>How many records a read of everything brings, if it is known.</summary>
    public Func<long>? Count { get; init; }

    /// <summary>Whether records older than a given instant can be left out.</summary>
    public bool IsDated { get; init; } = true;

    /// <summary>A few records that are always read together.</summary>
    public static Feed<TRow> OfAll(JsonTypeInfo<TRow> json, IReadOnlyList<TRow> rows) =>
        new(json, (_, _) => [new Batch<TRow>(rows, 1)]) { Count = () => rows.Count, IsDated = false };
}

/// <summary>What has to be read: all that there is at a moment, or what changed between two.</summary>
/// <param name="Since">The moment of the last read, or null for all.</param>
/// <param name="Until">The moment that the read shows.</param>
internal readonly record struct Period(Moment? Since, Moment Until)
{
    /// <summary>The first turn that the last read did not see.</summary>
    public int FirstTurn => Since?.Turns ?? 0;

    /// <summary>
    /// Whether a record that was written may not have been seen by the last read. A write is noted a little after its time, so
    /// those of the last ten minutes are brought again.
    /// </summary>
    public bool MayBeNew(ISandboxRow row) =>
        Since is not { } since || row.Changed >= since.Instant.AddMinutes(-10).ToUnixTimeMilliseconds();

    /// <summary>The first pulse that the last read did not see.</summary>
    public long FirstPulse => Since?.Pulses ?? 0;
}

/// <summary>Some records that belong together.</summary>
/// <param name="Rows">The records.</param>
/// <param name="Next">The position after them.</param>
internal sealed record Batch<TRow>(IReadOnlyList<TRow> Rows, long Next)
{
    /// <summary>Ids of records that are gone.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];
}

/// <summary>Where a read stands: it always shows one moment, however long it takes.</summary>
/// <param name="Until">The moment, in milliseconds since 1970.</param>
/// <param name="Since">The moment of the last read, or null for a read of everything.</param>
/// <param name="Position">Where to go on.</param>
internal readonly record struct ReadCursor(long Until, long? Since, long Position)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Until}.{Since?.ToString(CultureInfo.InvariantCulture)}.{Position}"
        );

    public static ReadCursor Parse(string text)
    {
        var parts = text.Split('.');
        return new ReadCursor(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[1] is "" ? null : long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture)
        );
    }
}
