using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Push;

/// <summary>A write's status is final for the client.</summary>
public sealed record PushCompleted
{
    public required CompanyId CompanyId { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required PushOperationKey PushOperationKey { get; init; }

    /// <summary>The key of the data type that was written.</summary>
    public required string DataType { get; init; }

    public required PushKind Kind { get; init; }

    public required PushStatus Status { get; init; }

    public required DateTimeOffset CompletedOn { get; init; }

    /// <summary>The record, if it was written.</summary>
    public string? RecordId { get; init; }

    /// <summary>Whether the data type may be read anew, so that the record is among the data.</summary>
    public required bool AllowSync { get; init; }

    public required DateTimeOffset RequestedOn { get; init; }

    public static PushCompleted Of(PushOperation operation) =>
        new()
        {
            CompanyId = operation.CompanyId,
            ConnectionId = operation.ConnectionId,
            PushOperationKey = operation.Key,
            DataType = operation.DataType.Key,
            Kind = operation.Kind,
            Status = operation.Status,
            CompletedOn = operation.CompletedOn ?? operation.RequestedOn,
            RecordId = operation.RecordId,
            AllowSync = operation.AllowSync,
            RequestedOn = operation.RequestedOn,
        };
}
