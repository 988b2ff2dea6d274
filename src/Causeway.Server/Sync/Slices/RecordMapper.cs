using System.Security.Cryptography;
using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Records.Store;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;

namespace Causeway.Server.Sync.Slices;

/// <summary>Turns a source's record into what is stored, or says why it can't be.</summary>
public sealed partial class RecordMapper(ILogger<RecordMapper> logger)
{
    private static readonly JsonDocumentOptions RawOptions = new() { MaxDepth = 64 };

    public MappedRow Map(Reader reader, DataType type, SourceRow row)
    {
        if (!RecordKey.IsValid(row.Id))
        {
            // It needs a name of some kind to be listed by.
            var name = $"invalid-{Convert.ToHexStringLower(SHA256.HashData(row.Json.Span))[..16]}";
            return MappedRow.Of(new BadRow(name, Raw(row), "record-id", "Its id is missing, or can't be an id."));
        }

        IStandardRecord record;
        try
        {
            record = reader.MapJson(row.Json.Span);
        }
        catch (JsonException e)
        {
            return MappedRow.Of(new BadRow(row.Id, Raw(row), "record-shape", e.Message));
        }
        // The edge of what a connector may do wrong: one record that it trips over must not hold up the rest.
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            Log.MapperFailed(logger, e, type.Key);
            return MappedRow.Of(
                new BadRow(row.Id, Raw(row), "record-mapping", $"The connector could not map it ({e.GetType().Name}).")
            );
        }

        if (record.RecordKey != row.Id)
        {
            return MappedRow.Of(
                new BadRow(row.Id, Raw(row), "record-id", "Its id is missing, or another one than the source listed.")
            );
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(
            record,
            type.Json ?? throw new InvalidOperationException($"There is no model of {type}.")
        );
        return new MappedRow(
            new RecordWrite(row.Id, json, row.Json, record.SourceModifiedDate),
            null,
            RecordRules.Check(record)
        );
    }

    // What can't even be parsed is kept as a JSON string, so that it can still be shown.
    private static ReadOnlyMemory<byte> Raw(SourceRow row)
    {
        try
        {
            using var parsed = JsonDocument.Parse(row.Json, RawOptions);
            return row.Json;
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToUtf8Bytes(Convert.ToBase64String(row.Json.Span));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The mapping of {DataType} failed at a record")]
        public static partial void MapperFailed(ILogger logger, Exception exception, string dataType);
    }
}

/// <summary>A record that can be stored, or one that has to be set aside.</summary>
/// <param name="Write">What is stored, if it is not bad.</param>
/// <param name="Bad">Why it is set aside.</param>
/// <param name="Warnings">What was noted about it.</param>
public readonly record struct MappedRow(RecordWrite Write, BadRow? Bad, IReadOnlyList<RecordIssue> Warnings)
{
    public static MappedRow Of(BadRow bad) => new(default, bad, []);
}
