using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Payments;
using Causeway.Connectors.Sandbox.Commerce.Shops;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Orders;

/// <summary>Payments that customers contest. The shop answers, and some turns later it has won or lost.</summary>
internal sealed class SandboxShopDisputes(ShopSource source)
    : Reader<SandboxShopDispute, CommerceDispute>(SandboxJson.Default.SandboxShopDispute)
{
    private static readonly string[] Reasons = ["Not received", "Not as described", "Fraud", "Charged twice"];

    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override CommerceDispute Map(SandboxShopDispute source) =>
        new()
        {
            Id = source.Id,
            DisputedTransactions =
            [
                new TransactionSourceRef { Id = source.Payment, Type = TransactionSourceType.Payment },
            ],
            TotalAmount = Money.ToDecimal(source.Amount),
            Currency = source.Currency,
            Status = source.State switch
            {
                "open" => CommerceDisputeStatus.EvidenceRequired,
                "answered" => CommerceDisputeStatus.Processing,
                "won" => CommerceDisputeStatus.Won,
                "lost" => CommerceDisputeStatus.Lost,
                _ => CommerceDisputeStatus.Unknown,
            },
            Reason = source.Reason,
            DueDate = Parts.ToDate(source.AnswerBy),
            CreatedDate = Parts.ToInstant(source.Opened),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxShopDispute> FeedOf(Trading trading)
    {
        var walk = new OrderWalk<SandboxShopDispute>(
            trading,
            IsDisputed,
            (order, state) => state.Disputed is { } opened ? [Row(trading, order, state, opened)] : []
        );
        return new Feed<SandboxShopDispute>(SandboxJson.Default.SandboxShopDispute, walk.Read)
        {
            Count = () => Count(trading),
        };
    }

    private static bool IsDisputed(OrderPlan plan) => plan.Kind is OrderKind.DisputeWon or OrderKind.DisputeLost;

    private static long Count(Trading trading)
    {
        var count = 0L;
        for (var order = 0L; order < trading.Orders; order++)
        {
            var plan = trading.Shop.PlanOf(order);
            count += IsDisputed(plan) && trading.StateOf(order, plan).Disputed is not null ? 1 : 0;
        }

        return count;
    }

    private static (SandboxShopDispute Row, int Turn) Row(Trading trading, Order order, OrderState state, int opened)
    {
        var dice = new Dice(trading.Shop.Seed, Subject.Dispute, order.Index);
        var (status, turn) = state switch
        {
            { DisputeWon: { } won } => ("won", won),
            { DisputeLost: { } lost } => ("lost", lost),
            { Answered: { } answered } => ("answered", answered),
            _ => ("open", opened),
        };
        var row = new SandboxShopDispute
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"dispute-{order.Index}"),
            Payment = PaymentRows.KeyOf(order.Index),
            Amount = order.Due,
            Currency = trading.Set.Land.Currency,
            State = status,
            Reason = dice.Of<string>(Reasons),
            AnswerBy = status is "open"
                ? DateOnly.FromDateTime(trading.Clock.EndOf(opened).UtcDateTime).AddDays(10)
                : null,
            Opened = trading.ChangedIn(opened),
            Changed = trading.ChangedIn(turn),
        };
        return (row, turn);
    }
}

/// <summary>A dispute as the made-up shop keeps it, in pence.</summary>
internal sealed record SandboxShopDispute : ISandboxRow
{
    public required string Id { get; init; }

    /// <summary>The payment that is contested.</summary>
    public required string Payment { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>open, answered, won or lost.</summary>
    public required string State { get; init; }

    public required string Reason { get; init; }

    public DateOnly? AnswerBy { get; init; }

    public required long Opened { get; init; }

    public required long Changed { get; init; }
}
