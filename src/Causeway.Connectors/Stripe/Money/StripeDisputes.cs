using System.Text.Json.Serialization;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Money;

/// <summary>Payments that customers contest at their bank.</summary>
internal sealed class StripeDisputes(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeDispute, CommerceDispute>(stripe, time, StripeJson.Default.StripeDispute)
{
    protected override IReadOnlyList<StripeList> Lists { get; } =
    [
        new("/v1/disputes")
        {
            Events =
            [
                "charge.dispute.updated",
                "charge.dispute.closed",
                "charge.dispute.funds_withdrawn",
                "charge.dispute.funds_reinstated",
            ],
        },
    ];

    public override CommerceDispute Map(StripeDispute source) =>
        new()
        {
            Id = source.Id,
            DisputedTransactions = (source.PaymentIntent ?? source.Charge) is { } payment
                ? [new TransactionSourceRef { Id = payment, Type = TransactionSourceType.Payment }]
                : [],
            TotalAmount = StripeMoney.Of(source.Amount, source.Currency),
            Currency = StripeMoney.CodeOf(source.Currency) ?? "XXX",
            Status = StatusOf(source.Status),
            Reason = source.Reason,
            // 0 where the bank takes no answer.
            DueDate = source.EvidenceDetails?.DueBy is > 0 and var due ? DateTimeOffset.FromUnixTimeSeconds(due) : null,
            CreatedDate = source.Created.ToInstant(),
        };

    private static CommerceDisputeStatus StatusOf(string? status) =>
        status switch
        {
            "won" => CommerceDisputeStatus.Won,
            "lost" => CommerceDisputeStatus.Lost,
            "needs_response" => CommerceDisputeStatus.EvidenceRequired,
            "under_review" => CommerceDisputeStatus.Processing,
            "charge_refunded" => CommerceDisputeStatus.ChargeRefunded,
            "warning_needs_response" => CommerceDisputeStatus.InquiryEvidenceRequired,
            "warning_under_review" => CommerceDisputeStatus.InquiryProcessing,
            "warning_closed" => CommerceDisputeStatus.InquiryClosed,
            _ => CommerceDisputeStatus.Unknown,
        };
}

/// <summary>A dispute.</summary>
internal sealed record StripeDispute : IStripeRecord
{
    public required string Id { get; init; }
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? Status { get; init; }
    public string? Reason { get; init; }
    public StripeEvidence? EvidenceDetails { get; init; }
    public long? Created { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Charge { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? PaymentIntent { get; init; }
}

/// <summary>How evidence stands.</summary>
internal sealed record StripeEvidence(long? DueBy);
