using Causeway.Contracts;

namespace Causeway.Server.Sync.Datasets;

/// <summary>A dataset as the API shows it; <see cref="Counts"/> and <see cref="Cause"/> are our own additions.</summary>
public sealed record DatasetBody
{
    public required DatasetId Id { get; init; }

    public required CompanyId CompanyId { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required string DataType { get; init; }

    public required DatasetStatus Status { get; init; }

    public string? StatusDescription { get; init; }

    public string? ErrorMessage { get; init; }

    public required DateTimeOffset Requested { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public required int Progress { get; init; }

    public required bool IsCompleted { get; init; }

    public required bool IsErrored { get; init; }

    public required DatasetCause Cause { get; init; }

    public required DatasetCounts Counts { get; init; }

    public static DatasetBody From(Dataset dataset) =>
        new()
        {
            Id = dataset.Id,
            CompanyId = dataset.CompanyId,
            ConnectionId = dataset.ConnectionId,
            DataType = dataset.DataType.Key,
            Status = dataset.Status,
            StatusDescription = dataset.StatusDescription,
            ErrorMessage = dataset.ErrorMessage,
            Requested = dataset.Requested,
            Completed = dataset.Ended,
            Progress = dataset.Progress,
            IsCompleted = dataset.Status is DatasetStatus.Complete,
            IsErrored = dataset.Status.IsErrored(),
            Cause = dataset.Cause,
            Counts = dataset.Counts,
        };
}
