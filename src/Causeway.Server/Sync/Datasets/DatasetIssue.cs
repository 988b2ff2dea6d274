using Causeway.Contracts;

namespace Causeway.Server.Sync.Datasets;

/// <summary>Something that was noted about a dataset or one of its records.</summary>
public sealed class DatasetIssue
{
    /// <summary>How many are kept for one dataset; all are counted.</summary>
    public const int Kept = 1000;

    private const int LongestMessage = 1000;

    private DatasetIssue() { }

    public CompanyId CompanyId { get; private set; }

    public DatasetId DatasetId { get; private set; }

    public int Number { get; private set; }

    /// <summary>Whether it stopped the record, or the dataset.</summary>
    public bool IsError { get; private set; }

    /// <summary>Names the rule that was broken.</summary>
    public string RuleId { get; private set; } = "";

    /// <summary>The record, or nothing for the dataset as a whole.</summary>
    public string? ItemId { get; private set; }

    public string Message { get; private set; } = "";

    public string ValidatorName { get; private set; } = "";

    public static DatasetIssue Of(Dataset dataset, int number, bool isError, RecordIssue issue) =>
        new()
        {
            CompanyId = dataset.CompanyId,
            DatasetId = dataset.Id,
            Number = number,
            IsError = isError,
            RuleId = issue.RuleId,
            ItemId = issue.ItemId,
            Message = issue.Message.Length <= LongestMessage ? issue.Message : issue.Message[..LongestMessage],
            ValidatorName = issue.ValidatorName,
        };
}

/// <summary>What is wrong, by which rule.</summary>
/// <param name="RuleId">Names the rule.</param>
/// <param name="ItemId">The record, or nothing for the dataset as a whole.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="ValidatorName">What found it.</param>
public sealed record RecordIssue(string RuleId, string? ItemId, string Message, string ValidatorName);
