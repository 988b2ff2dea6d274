using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Parquet;
using Parquet.Schema;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>A column of a Parquet file with the values of the group that is being put together.</summary>
internal abstract class ParquetColumn
{
    // All that a decimal can hold before the point, and nine digits after it: more than any currency or rate has.
    private const int Precision = 38;
    private const int Scale = 9;

    /// <summary>The column in the file.</summary>
    public abstract DataField Field { get; }

    /// <summary>Makes the column of a field.</summary>
    public static ParquetColumn For(RecordColumn column) =>
        column switch
        {
            { IsArray: true } => new Texts(column),
            { Kind: FieldKind.Number } => new Values<decimal>(
                column,
                new DecimalDataField(column.Path, Precision, Scale, isNullable: true),
                value => value.TryGetDecimal(out var number) ? decimal.Round(number, Scale) : null
            ),
            { Kind: FieldKind.Date } => new Values<DateTime>(
                column,
                new DateTimeDataField(
                    column.Path,
                    DateTimeFormat.Timestamp,
                    unit: DateTimeTimeUnit.Micros,
                    isNullable: true
                ),
                RecordColumn.StandardInstant
            ),
            { Kind: FieldKind.Boolean } => new Values<bool>(
                column,
                new DataField<bool?>(column.Path),
                value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null
            ),
            _ => new Texts(column),
        };

    /// <summary>Takes the value of a record.</summary>
    public abstract void Add(JsonElement record);

    /// <summary>Writes the values, and begins anew.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken ct);

    private sealed class Texts(RecordColumn column) : ParquetColumn
    {
        private readonly List<string?> values = [];

        public override DataField Field { get; } = new DataField<string>(column.Path);

        public override void Add(JsonElement record) => values.Add(column.Of(record)?.ToString());

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken ct)
        {
            await group.WriteAsync(Field, values!);
            values.Clear();
        }
    }

    private sealed class Values<T>(RecordColumn column, DataField typed, Func<JsonElement, T?> read) : ParquetColumn
        where T : struct
    {
        private readonly List<T?> values = [];

        public override DataField Field => typed;

        public override void Add(JsonElement record) => values.Add(column.Of(record) is { } value ? read(value) : null);

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken ct)
        {
            await group.WriteAsync<T>(Field, values.ToArray().AsMemory(), cancellationToken: ct);
            values.Clear();
        }
    }
}
