using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes;

namespace Causeway.Contracts.Connectors;

/// <summary>Writes one data type to one connection's source. Derive from <see cref="Writer{TModel}"/>.</summary>
public abstract class Writer
{
    private protected Writer() { }

    /// <summary>Whether an existing record can be changed.</summary>
    public virtual bool CanUpdate => false;

    /// <summary>What the source accepts; may call the source where that depends on the company.</summary>
    /// <param name="ct">Ends the call.</param>
    public abstract Task<WriteOption> GetOptionsAsync(CancellationToken ct);

    /// <summary>Creates a record that carries the marker.</summary>
    /// <param name="json">The record as the client sent it, in the standard model.</param>
    /// <param name="marker">Must be findable at the source afterwards.</param>
    /// <param name="ct">Ends the call; once the source has accepted, the result is recorded regardless.</param>
    /// <exception cref="SourceException"><see cref="SourceFailureCategory.Lost"/> when the write may have happened; <see cref="SourceFailureCategory.Rejected"/> when the source refused it.</exception>
    public abstract Task<WriteResult> CreateJsonAsync(JsonElement json, WriteMarker marker, CancellationToken ct);

    /// <summary>Changes a record so that it equals what the client sent, and leaves the marker on it.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="json">The record as the client sent it, in the standard model.</param>
    /// <param name="marker">Must be findable at the source afterwards.</param>
    /// <param name="ct">Ends the call.</param>
    public abstract Task<WriteResult> UpdateJsonAsync(
        string id,
        JsonElement json,
        WriteMarker marker,
        CancellationToken ct
    );

    /// <summary>
    /// When the source last changed a record, which is asked before an update so that it does not undo a change that the client has not seen. Null
    /// when the source does not tell, which lets every update through.
    /// </summary>
    /// <param name="id">The record's id.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="SourceException">With <see cref="SourceFailureCategory.NotFound"/> when there is no such record.</exception>
    public virtual Task<DateTimeOffset?> GetModifiedAsync(string id, CancellationToken ct) =>
        Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Looks for the record that a write with this marker made, after an answer was lost.</summary>
    /// <param name="marker">The marker of the uncertain write.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The result, or null when the source certainly has no such record.</returns>
    public abstract Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct);
}

/// <summary>Writes one data type to one connection's source.</summary>
/// <typeparam name="TModel">The standard record.</typeparam>
/// <param name="modelJson">How the standard record is read; by default leniently, since a write need not fill what a read always has.</param>
public abstract class Writer<TModel>(JsonTypeInfo<TModel>? modelJson = null) : Writer
    where TModel : class, IStandardRecord
{
    private readonly JsonTypeInfo<TModel> modelJson =
        modelJson ?? (JsonTypeInfo<TModel>)StandardJson.Writes.GetTypeInfo(typeof(TModel));

    /// <inheritdoc cref="Writer.CreateJsonAsync"/>
    public abstract Task<WriteResult> CreateAsync(TModel record, WriteMarker marker, CancellationToken ct);

    /// <inheritdoc cref="Writer.UpdateJsonAsync"/>
    public virtual Task<WriteResult> UpdateAsync(string id, TModel record, WriteMarker marker, CancellationToken ct) =>
        throw new InvalidOperationException($"{GetType().Name} does not update.");

    /// <inheritdoc/>
    public sealed override Task<WriteResult> CreateJsonAsync(
        JsonElement json,
        WriteMarker marker,
        CancellationToken ct
    ) => CreateAsync(Read(json), marker, ct);

    /// <inheritdoc/>
    public sealed override Task<WriteResult> UpdateJsonAsync(
        string id,
        JsonElement json,
        WriteMarker marker,
        CancellationToken ct
    ) => UpdateAsync(id, Read(json), marker, ct);

    // Nothing was sent yet: whoever asked must know that for certain.
    private TModel Read(JsonElement json)
    {
        try
        {
            return json.Deserialize(modelJson) ?? throw new JsonException("The record is null.");
        }
        catch (JsonException e)
        {
            var field = (e.Path ?? "$").TrimStart('$').TrimStart('.');
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Rejected, "The record can't be read; nothing was sent.")
                {
                    Fields = [new RefusedField(field, "The value is missing or not valid.")],
                },
                e
            );
        }
    }
}

/// <summary>A short text that a write leaves on the record, so that it can be found again: <c>cw-</c> and 26 letters and digits.</summary>
/// <param name="Text">The text.</param>
public sealed record WriteMarker(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a write did.</summary>
/// <param name="RecordId">The id that the source gave the record.</param>
public sealed record WriteResult(string RecordId)
{
    /// <summary>What the client should know although the write succeeded.</summary>
    public IReadOnlyList<RefusedField> Warnings { get; init; } = [];
}
