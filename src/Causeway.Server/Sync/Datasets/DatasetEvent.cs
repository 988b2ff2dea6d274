using Causeway.Contracts;

namespace Causeway.Server.Sync.Datasets;

/// <summary>One move in a dataset's life: when, from, to, why. Never changed.</summary>
public sealed class DatasetEvent
{
    private DatasetEvent() { }

    public CompanyId CompanyId { get; private set; }

    public DatasetId DatasetId { get; private set; }

    /// <summary>The number of the move, from 1.</summary>
    public int Number { get; private set; }

    public DateTimeOffset OccurredOn { get; private set; }

    /// <summary>The status before; null when the dataset came to be.</summary>
    public DatasetStatus? FromStatus { get; private set; }

    public DatasetStatus ToStatus { get; private set; }

    public string Reason { get; private set; } = "";

    public static DatasetEvent Of(
        Dataset dataset,
        int number,
        DatasetStatus? from,
        string reason,
        DateTimeOffset now
    ) =>
        new()
        {
            CompanyId = dataset.CompanyId,
            DatasetId = dataset.Id,
            Number = number,
            OccurredOn = now,
            FromStatus = from,
            ToStatus = dataset.Status,
            Reason = reason,
        };
}
