using System.IO.Pipelines;
using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Records.Store;
using Parquet;
using Parquet.Schema;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>Columns with types, for tools that analyse: numbers are decimals, dates instants, lists texts of JSON. Written a group of rows at a time.</summary>
internal sealed class ParquetExport : IExportFile
{
    private const int RowsInGroup = 20_000;

    // Of records with many lines; a group is in memory until it is written.
    private const long BytesInGroup = 16 * 1024 * 1024;

    private readonly IReadOnlyList<ParquetColumn> columns;
    private readonly ParquetSchema schema;
    private readonly PipeWriter output;
    private ParquetWriter? writer;
    private int rows;
    private long bytes;

    public ParquetExport(PipeWriter output, DataType type)
    {
        this.output = output;
        columns = [.. RecordColumn.ForFile(type).Select(ParquetColumn.For)];
        schema = new ParquetSchema([.. columns.Select(c => c.Field)]);
    }

    public async Task BeginAsync(CancellationToken ct) =>
        writer = await ParquetWriter.CreateAsync(schema, new PipeStream(output), cancellationToken: ct);

    public async Task WriteAsync(RecordSlice slice, CancellationToken ct)
    {
        for (var i = 0; i < slice.Count; i++)
        {
            using var record = JsonDocument.Parse(slice[i]);
            foreach (var column in columns)
            {
                column.Add(record.RootElement);
            }

            rows++;
            bytes += slice[i].Length;
        }

        if (rows >= RowsInGroup || bytes >= BytesInGroup)
        {
            await WriteGroupAsync(ct);
        }
    }

    public async Task EndAsync(CancellationToken ct)
    {
        if (rows > 0)
        {
            await WriteGroupAsync(ct);
        }

        // Writes where everything is.
        await writer!.DisposeAsync();
        await output.FlushAsync(ct);
    }

    private async Task WriteGroupAsync(CancellationToken ct)
    {
        using (var group = writer!.CreateRowGroup())
        {
            foreach (var column in columns)
            {
                await column.WriteAsync(group, ct);
                await output.FlushAsync(ct);
            }
        }

        (rows, bytes) = (0, 0);
    }
}
