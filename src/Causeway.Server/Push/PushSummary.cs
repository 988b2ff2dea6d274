using System.Linq.Expressions;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Push;

/// <summary>What is told of a write: all but the record that was sent, which may be large.</summary>
public sealed record PushSummary
{
    private static readonly Func<PushOperation, PushSummary> s_of = Columns.Compile();

    /// <summary>Reads it from the table.</summary>
    public static Expression<Func<PushOperation, PushSummary>> Columns =>
        operation => new PushSummary
        {
            Sequence = operation.Sequence,
            Key = operation.Key,
            CompanyId = operation.CompanyId,
            ConnectionId = operation.ConnectionId,
            DataType = operation.DataType,
            Kind = operation.Kind,
            RecordId = operation.RecordId,
            RequestedOn = operation.RequestedOn,
            CompletedOn = operation.CompletedOn,
            TimeoutInMinutes = operation.TimeoutInMinutes,
            Status = operation.Status,
            StatusCode = operation.StatusCode,
            ErrorMessage = operation.ErrorMessage,
            Findings = operation.Findings,
        };

    public required long Sequence { get; init; }

    public required PushOperationKey Key { get; init; }

    public required CompanyId CompanyId { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required DataType DataType { get; init; }

    public required PushKind Kind { get; init; }

    public required string? RecordId { get; init; }

    public required DateTimeOffset RequestedOn { get; init; }

    public required DateTimeOffset? CompletedOn { get; init; }

    public required int? TimeoutInMinutes { get; init; }

    public required PushStatus Status { get; init; }

    public required int StatusCode { get; init; }

    public required string? ErrorMessage { get; init; }

    public required IReadOnlyList<PushFinding> Findings { get; init; }

    /// <summary>Of a write that is at hand.</summary>
    public static PushSummary Of(PushOperation operation) => s_of(operation);
}
