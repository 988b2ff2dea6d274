using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Push;

/// <summary>A write as the API tells it.</summary>
public sealed record PushOperationBody
{
    /// <summary>What was written; null until something is known to be.</summary>
    public IReadOnlyList<PushChangeBody>? Changes { get; init; }

    public required string DataType { get; init; }

    public required CompanyId CompanyId { get; init; }

    public required PushOperationKey PushOperationKey { get; init; }

    public required ConnectionId DataConnectionKey { get; init; }

    public required DateTimeOffset RequestedOnUtc { get; init; }

    public DateTimeOffset? CompletedOnUtc { get; init; }

    public int? TimeoutInMinutes { get; init; }

    public required PushStatus Status { get; init; }

    public string? ErrorMessage { get; init; }

    public PushValidationBody? Validation { get; init; }

    public required int StatusCode { get; init; }

    public static PushOperationBody From(PushSummary operation) =>
        new()
        {
            Changes = operation.RecordId is { } id ? [PushChangeBody.Of(operation.Kind, id, operation.DataType)] : null,
            DataType = operation.DataType.Key,
            CompanyId = operation.CompanyId,
            PushOperationKey = operation.Key,
            DataConnectionKey = operation.ConnectionId,
            RequestedOnUtc = operation.RequestedOn,
            CompletedOnUtc = operation.CompletedOn,
            TimeoutInMinutes = operation.TimeoutInMinutes,
            Status = operation.Status,
            ErrorMessage = operation.ErrorMessage,
            Validation = PushValidationBody.Of(operation.Findings, operation.DataType),
            StatusCode = operation.StatusCode,
        };
}

/// <summary>What became of one record.</summary>
/// <param name="Type"><c>Created</c> or <c>Modified</c>.</param>
/// <param name="RecordRef">The record.</param>
public sealed record PushChangeBody(string Type, PushRecordBody RecordRef)
{
    public static PushChangeBody Of(PushKind kind, string recordId, DataType dataType) =>
        new(kind is PushKind.Create ? "Created" : "Modified", new PushRecordBody(recordId, dataType.Key));
}

/// <summary>A record at the source.</summary>
/// <param name="Id">The id that the source gave it.</param>
/// <param name="DataType">The key of its data type.</param>
public sealed record PushRecordBody(string Id, string DataType);

/// <summary>What the source said about fields.</summary>
/// <param name="Errors">What made the write fail.</param>
/// <param name="Warnings">What did not.</param>
public sealed record PushValidationBody(
    IReadOnlyList<PushValidationItemBody> Errors,
    IReadOnlyList<PushValidationItemBody> Warnings
)
{
    public static PushValidationBody? Of(IReadOnlyList<PushFinding> findings, DataType dataType)
    {
        var validator = dataType.Model?.Name ?? dataType.Key;
        return findings.Count == 0 ? null : new PushValidationBody(Items(isError: true), Items(isError: false));

        List<PushValidationItemBody> Items(bool isError) =>
            [
                .. findings
                    .Where(f => f.IsError == isError)
                    .Select(f => new PushValidationItemBody(f.Field, f.Message, validator)),
            ];
    }
}

/// <summary>What the source said about one field.</summary>
/// <param name="ItemId">The field.</param>
/// <param name="Message">The reason.</param>
/// <param name="ValidatorName">The model that the field is of.</param>
public sealed record PushValidationItemBody(string ItemId, string Message, string ValidatorName);

/// <summary>The audit trail of a write.</summary>
public sealed record PushOperationEventsBody(IReadOnlyList<PushOperationEventBody> Results);

/// <summary>One move or finding.</summary>
/// <param name="OccurredOn">When.</param>
/// <param name="From">The state before; null when the operation came to be.</param>
/// <param name="To">The state after.</param>
/// <param name="Actor">Who moved it.</param>
/// <param name="Attempt">Which sending it is about; 0 before the first.</param>
/// <param name="Reason">Why.</param>
public sealed record PushOperationEventBody(
    DateTimeOffset OccurredOn,
    PushState? From,
    PushState To,
    PushActor Actor,
    int Attempt,
    string Reason
);
