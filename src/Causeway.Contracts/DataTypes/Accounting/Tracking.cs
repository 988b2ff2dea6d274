using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>What a line of a sales document is analysed by.</summary>
public sealed record ReceivableTracking
{
    /// <summary>Tracking categories of the line; may be empty.</summary>
    public required IReadOnlyList<TrackingCategoryRef> CategoryRefs { get; init; }

    /// <summary>Customer that the line is for.</summary>
    public CustomerRef? CustomerRef { get; init; }

    /// <summary>Project that the line belongs to.</summary>
    public ProjectRef? ProjectRef { get; init; }

    /// <summary>Who the line is billed to.</summary>
    public required ReceivableBilledTo IsBilledTo { get; init; }

    /// <summary>Who the line is billed on to.</summary>
    public required ReceivableBilledTo IsRebilledTo { get; init; }

    /// <summary>Record that the line was made from.</summary>
    public RecordRef? RecordRef { get; init; }
}

/// <summary>Who a line of a sales document is billed to.</summary>
[JsonConverter(typeof(StandardEnumConverter<ReceivableBilledTo>))]
public enum ReceivableBilledTo
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Nobody in particular.</summary>
    NotApplicable,

    /// <summary>The project of the line.</summary>
    Project,
}

/// <summary>What a line of a purchase document is analysed by.</summary>
public sealed record PayableTracking
{
    /// <summary>Tracking categories of the line; may be empty.</summary>
    public required IReadOnlyList<TrackingCategoryRef> CategoryRefs { get; init; }

    /// <summary>Customer that the cost was incurred for.</summary>
    public CustomerRef? CustomerRef { get; init; }

    /// <summary>Project that the cost was incurred for.</summary>
    public ProjectRef? ProjectRef { get; init; }

    /// <summary>Who the cost is billed to.</summary>
    public required PayableBilledTo IsBilledTo { get; init; }

    /// <summary>Who the cost is billed on to.</summary>
    public required PayableBilledTo IsRebilledTo { get; init; }
}

/// <summary>Who a line of a purchase document is billed to.</summary>
[JsonConverter(typeof(StandardEnumConverter<PayableBilledTo>))]
public enum PayableBilledTo
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Nobody in particular.</summary>
    NotApplicable,

    /// <summary>The customer of the line.</summary>
    Customer,

    /// <summary>The project of the line.</summary>
    Project,
}
