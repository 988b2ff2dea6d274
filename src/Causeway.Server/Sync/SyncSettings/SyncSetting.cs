using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>How often, and how far back, a data type is read.</summary>
public sealed record SyncSetting
{
    /// <summary>The data type's key.</summary>
    public required string DataType { get; init; }

    /// <summary>Whether it is read when a connection is linked, and when all data is refreshed.</summary>
    public required bool FetchOnFirstLink { get; init; }

    /// <summary>After how many hours it is read again; 0 is never.</summary>
    public required int SyncSchedule { get; init; }

    /// <summary>Its place among the data types that are queued together: lower first.</summary>
    public required int SyncOrder { get; init; }

    /// <summary>Records that the source last changed before are not read.</summary>
    public DateTimeOffset? SyncFromUtc { get; init; }

    /// <summary>Records that the source last changed more than so many months ago are not read.</summary>
    public int? SyncFromWindow { get; init; }

    /// <summary>How many months a financial statement covers.</summary>
    public int? MonthsToSync { get; init; }

    public bool? IsLocked { get; init; }

    private const int DefaultMonths = 24;

    /// <summary>What applies where nothing was set.</summary>
    public static SyncSetting DefaultOf(DataType type) =>
        new()
        {
            DataType = type.Key,
            FetchOnFirstLink = true,
            SyncSchedule = 0,
            SyncOrder = 0,
            MonthsToSync = IsStatement(type) ? DefaultMonths : null,
            IsLocked = false,
        };

    /// <summary>From when on records are read, and the setting that says so, by which a change is noticed.</summary>
    public (DateTimeOffset? From, string Window) WindowAt(DateTimeOffset now, DataType type) =>
        this switch
        {
            _ when IsStatement(type) => (now.AddMonths(-(MonthsToSync ?? DefaultMonths)), ""),
            { SyncFromUtc: { } from } => (from, $"from {from.UtcDateTime:O}"),
            { SyncFromWindow: { } months and > 0 } => (now.AddMonths(-months), $"{months} months"),
            _ => (null, ""),
        };

    private static bool IsStatement(DataType type) =>
        type.Key is "balanceSheet" or "profitAndLoss" or "cashFlowStatement";
}
