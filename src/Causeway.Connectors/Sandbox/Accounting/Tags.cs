using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The departments by which lines are told apart.</summary>
internal static class Tags
{
    public static readonly Party Root = new("dept", "Department");

    public static readonly Party[] Departments =
    [
        new("dept-counter", "Counter"),
        new("dept-field", "Field sales"),
        new("dept-online", "Online"),
    ];

    public static Party OfItem(int item) => Departments[item % Departments.Length];

    public static IReadOnlyList<TrackingCategoryRef>? ToRefs(Party? tag) =>
        tag is null ? null : [new TrackingCategoryRef { Id = tag.Id, Name = tag.Name }];

    public static ReceivableTracking? ToReceivable(Party? tag) =>
        tag is null
            ? null
            : new ReceivableTracking
            {
                CategoryRefs = ToRefs(tag) ?? [],
                IsBilledTo = ReceivableBilledTo.NotApplicable,
                IsRebilledTo = ReceivableBilledTo.NotApplicable,
            };

    public static PayableTracking? ToPayable(Party? tag) =>
        tag is null
            ? null
            : new PayableTracking
            {
                CategoryRefs = ToRefs(tag) ?? [],
                IsBilledTo = PayableBilledTo.NotApplicable,
                IsRebilledTo = PayableBilledTo.NotApplicable,
            };
}
