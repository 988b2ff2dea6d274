using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>
/// A table with a column for each field, by RFC 4180; a list is one cell of JSON. It begins with a byte order mark, without which spreadsheets take
/// it for another encoding; and no text of a source's is a formula in one.
/// </summary>
internal sealed class CsvExport(PipeWriter output, DataType type) : IExportFile
{
    private readonly IReadOnlyList<RecordColumn> columns = RecordColumn.ForFile(type);
    private readonly StringBuilder rows = new();

    public Task BeginAsync(CancellationToken ct)
    {
        rows.Append('\uFEFF').AppendJoin(',', columns.Select(c => Quoted(c.Path))).Append("\r\n");
        return SendAsync(ct);
    }

    public Task WriteAsync(RecordSlice slice, CancellationToken ct)
    {
        for (var i = 0; i < slice.Count; i++)
        {
            using var record = JsonDocument.Parse(slice[i]);
            for (var c = 0; c < columns.Count; c++)
            {
                rows.Append(c == 0 ? "" : ",").Append(Cell(columns[c], record.RootElement));
            }

            rows.Append("\r\n");
        }

        return SendAsync(ct);
    }

    public Task EndAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>A text as a cell that no spreadsheet takes for a formula.</summary>
    internal static string Text(string text) =>
        Quoted(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{text}" : text);

    private static string Cell(RecordColumn column, JsonElement record) =>
        column.Of(record) is not { } value ? ""
        : value.ValueKind is JsonValueKind.String ? Text(value.GetString()!)
        : Quoted(value.GetRawText());

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") || text.AsSpan().Trim().Length != text.Length
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private async Task SendAsync(CancellationToken ct)
    {
        foreach (var chunk in rows.GetChunks())
        {
            // A pair of surrogates may lie across two chunks; the encoder keeps the first half for the next call.
            encoder.Convert(chunk.Span, output, flush: false, out _, out _);
        }

        rows.Clear();
        await output.FlushAsync(ct);
    }

    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
}
