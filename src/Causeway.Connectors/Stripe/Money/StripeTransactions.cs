using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Money;

/// <summary>
/// What moved the account's balance. Stripe keeps an amount and its fees as one balance transaction; here each fee is a transaction of its own, so that
/// their sum is what came to the account. A balance transaction never changes.
/// </summary>
internal sealed class StripeTransactions(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeTransaction, CommerceTransaction>(stripe, time, StripeJson.Default.StripeTransaction)
{
    private const string FeeMember = "causeway_fee";

    protected override IReadOnlyList<StripeList> Lists { get; } =
    [new(new StripeQuery("/v1/balance_transactions") { Expand = ["source"] }) { IsImmutable = true }];

    public override CommerceTransaction Map(StripeTransaction source) =>
        source.CausewayFee is { } number ? ToFee(source, number) : ToMovement(source);

    protected override Task<IReadOnlyList<SourceRow>> RowsAsync(
        StripeList list,
        JsonElement record,
        CancellationToken ct
    )
    {
        var id = StripeRow.IdOf(record);
        List<SourceRow> rows = [StripeRow.Of(record)];
        var fees = record.TryGetProperty("fee_details", out var details) ? details.GetArrayLength() : 0;
        for (var number = 1; number <= fees; number++)
        {
            var member = JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture));
            rows.Add(StripeRow.Of(FeeIdOf(id, number), record, (FeeMember, member)));
        }

        return Task.FromResult<IReadOnlyList<SourceRow>>(rows);
    }

    private static string FeeIdOf(string id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}-fee{number}");

    private static CommerceTransaction ToMovement(StripeTransaction source) =>
        new()
        {
            Id = source.Id,
            TotalAmount = StripeMoney.Of(source.Amount, source.Currency),
            Currency = StripeMoney.CodeOf(source.Currency),
            Type = source.ToType(),
            SubType = source.Type,
            TransactionSourceRef = source.ToCause(),
            CreatedDate = source.Created.ToInstant(),
            SourceCreatedDate = source.Created.ToInstant(),
            SourceModifiedDate = source.Created.ToInstant(),
        };

    private static CommerceTransaction ToFee(StripeTransaction source, int number)
    {
        var fee = source.FeeDetails[number - 1];
        return new CommerceTransaction
        {
            Id = FeeIdOf(source.Id, number),
            TotalAmount = StripeMoney.Of(-fee.Amount, fee.Currency ?? source.Currency),
            Currency = StripeMoney.CodeOf(fee.Currency ?? source.Currency),
            Type = fee.Amount < 0 ? CommerceTransactionType.PaymentFeeRefund : CommerceTransactionType.PaymentFee,
            SubType = fee.Type,
            TransactionSourceRef = source.ToCause(),
            CreatedDate = source.Created.ToInstant(),
            SourceCreatedDate = source.Created.ToInstant(),
            SourceModifiedDate = source.Created.ToInstant(),
        };
    }
}

/// <summary>A balance transaction, or one of its fees.</summary>
internal sealed record StripeTransaction : IStripeRecord
{
    public required string Id { get; init; }
    public required long Amount { get; init; }
    public string? Currency { get; init; }
    public string? Type { get; init; }
    public string? ReportingCategory { get; init; }
    public long? Created { get; init; }
    public IReadOnlyList<StripeFee> FeeDetails { get; init; } = [];

    [JsonConverter(typeof(ExpandableConverter<StripeCause>))]
    public Expandable<StripeCause>? Source { get; init; }

    /// <summary>Which of its fees is meant, from 1; null for the movement itself.</summary>
    public int? CausewayFee { get; init; }

    /// <summary>The kind by Stripe's reporting categories, which are finer and steadier than its types (https://docs.stripe.com/reports/reporting-categories).</summary>
    public CommerceTransactionType ToType() =>
        (ReportingCategory ?? Type) switch
        {
            "charge" or "charge_failure" or "payment" => CommerceTransactionType.Payment,
            // A dispute takes from the company what its customer paid, and perhaps gives it again.
            "refund"
            or "refund_failure"
            or "payment_refund"
            or "partial_capture_reversal"
            or "dispute"
            or "dispute_reversal" => CommerceTransactionType.Refund,
            "payout" => CommerceTransactionType.Payout,
            "payout_reversal" or "payout_failure" or "payout_cancel" => CommerceTransactionType.FailedPayout,
            "transfer" or "transfer_reversal" => CommerceTransactionType.Transfer,
            "fee" or "tax" or "network_cost" or "stripe_fee" or "tax_fee" => Amount > 0
                ? CommerceTransactionType.PaymentFeeRefund
                : CommerceTransactionType.PaymentFee,
            _ => CommerceTransactionType.Unknown,
        };

    /// <summary>The payment that caused it, if one did.</summary>
    public TransactionSourceRef? ToCause() =>
        Source is null ? null
        : (Source.Whole?.PaymentOf() ?? PaymentBy(Source.Id)) is { } payment
            ? new TransactionSourceRef { Id = payment, Type = TransactionSourceType.Payment }
        : new TransactionSourceRef { Id = Source.Id, Type = TransactionSourceType.Unknown };

    private static string? PaymentBy(string id) =>
        id.StartsWith("ch_", StringComparison.Ordinal)
        || id.StartsWith("py_", StringComparison.Ordinal)
        || id.StartsWith("re_", StringComparison.Ordinal)
        || id.StartsWith("pyr_", StringComparison.Ordinal)
            ? id
            : null;
}

/// <summary>A part of what Stripe, or a platform, takes.</summary>
internal sealed record StripeFee(long Amount, string? Currency, string? Type);

/// <summary>What moved the balance: a charge, a refund, a dispute, a payout…</summary>
internal sealed record StripeCause : IStripeRecord
{
    public required string Id { get; init; }
    public string? Object { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? PaymentIntent { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Charge { get; init; }

    /// <summary>The id of the payment that it is, or that it disputes.</summary>
    public string? PaymentOf() =>
        Object switch
        {
            "charge" => PaymentIntent ?? Id,
            "refund" => Id,
            "dispute" => PaymentIntent ?? Charge,
            _ => null,
        };
}
