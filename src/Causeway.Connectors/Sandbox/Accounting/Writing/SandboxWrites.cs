using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting.Writing;

/// <summary>Writes records of one kind: checks them against the books, remembers them, and fails as was chosen.</summary>
/// <param name="source">The firm.</param>
/// <param name="folder">Where they are remembered.</param>
/// <param name="json">How they are remembered.</param>
/// <param name="field">The field that is named when every write is refused.</param>
internal sealed class SandboxWrites<TRow>(
    FirmSource source,
    string folder,
    JsonTypeInfo<Written<TRow>> json,
    string field
)
    where TRow : class, ISandboxRow
{
    /// <summary>Creates a record. Its id follows from the marker, so a second attempt makes no second record.</summary>
    /// <param name="marker">The marker of the write.</param>
    /// <param name="make">Makes the record, or notes what is wrong with it.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<WriteResult> CreateAsync(WriteMarker marker, Func<WriteDesk, TRow> make, CancellationToken ct)
    {
        var id = IdOf(marker);
        var desk = await OpenAsync(id, marker, ct);
        if (!desk.HasRemembered(folder + id))
        {
            var row = Checked(make, desk);
            await RememberAsync(new Written<TRow>(desk.At, [marker.Text], row));
        }

        return Answered(id, desk);
    }

    /// <summary>Changes a record, be it the firm's own or one that was written.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="marker">The marker of the write.</param>
    /// <param name="find">Finds the record as it stands.</param>
    /// <param name="make">Makes the changed record, or notes what is wrong with it.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<WriteResult> UpdateAsync(
        string id,
        WriteMarker marker,
        Func<Books, TRow?> find,
        Func<WriteDesk, TRow, TRow> make,
        CancellationToken ct
    )
    {
        var desk = await OpenAsync(id, marker, ct);
        var before =
            find(desk.Books)
            ?? throw new SourceException(
                new SourceFailure(SourceFailureCategory.NotFound, $"The sandbox has no record with the id '{id}'.")
            );
        var row = Checked(d => make(d, before), desk);
        var written = await FindWrittenAsync(id, ct);
        await RememberAsync(
            written is null
                ? new Written<TRow>(desk.At, [marker.Text], row)
                : written with
                {
                    Row = row,
                    Marks = [.. written.Marks, marker.Text],
                }
        );
        return Answered(id, desk);
    }

    /// <summary>Finds the record that carries a marker.</summary>
    public async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        foreach (var document in await source.ListAsync(folder, ct))
        {
            var written = JsonSerializer.Deserialize(document.Json.Span, json);
            if (written is not null && written.Marks.Contains(marker.Text))
            {
                return new WriteResult(written.Row.Id);
            }
        }

        return null;
    }

    private static string IdOf(WriteMarker marker) => "w-" + marker.Text;

    private async Task<WriteDesk> OpenAsync(string id, WriteMarker marker, CancellationToken ct)
    {
        await source.Mishaps.PassAsync(ct);
        if (source.Fault is SandboxFault.WriteRejected)
        {
            throw Rejected([new RefusedField(field, "The sandbox was told to refuse every write.")]);
        }

        return await source.OpenDeskAsync(id, marker, ct);
    }

    private static TRow Checked(Func<WriteDesk, TRow> make, WriteDesk desk)
    {
        var row = make(desk);
        return desk.Problems.Count is 0 ? row : throw Rejected(desk.Problems);
    }

    private static SourceException Rejected(IReadOnlyList<RefusedField> fields) =>
        new(
            new SourceFailure(SourceFailureCategory.Rejected, $"The sandbox refused the record: {fields[0].Message}")
            {
                Fields = fields,
            }
        );

    private async Task<Written<TRow>?> FindWrittenAsync(string id, CancellationToken ct)
    {
        var documents = await source.ListAsync(folder + id, ct);
        var document = documents.FirstOrDefault(d => d.Key == folder + id);
        return document is null ? null : JsonSerializer.Deserialize(document.Json.Span, json);
    }

    private Task RememberAsync(Written<TRow> written) =>
        source.RememberAsync(
            folder + written.Row.Id,
            JsonSerializer.SerializeToUtf8Bytes(written, json),
            // Half a write is none that a real source would make.
            CancellationToken.None
        );

    private WriteResult Answered(string id, WriteDesk desk) =>
        source.Fault is SandboxFault.LostAnswer
            ? throw new SourceException(
                new SourceFailure(SourceFailureCategory.Lost, "The sandbox was told to lose the answers of writes.")
            )
            : new WriteResult(id) { Warnings = desk.Warnings };
}
