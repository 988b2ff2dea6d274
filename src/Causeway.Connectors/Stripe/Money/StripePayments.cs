using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Money;

/// <summary>
/// Payments: payment intents that somebody tried to pay, charges that were made without one, and refunds as payments below zero. The id of a payment is the
/// intent's where there is one, because that is what invoices, checkouts and disputes name.
/// </summary>
internal sealed class StripePayments(StripeApi stripe, TimeProvider time)
    : StripeReader<StripePayment, CommercePayment>(stripe, time, StripeJson.Default.StripePayment)
{
    private static readonly StripeList s_charges = new("/v1/charges")
    {
        Events =
        [
            "charge.updated",
            "charge.captured",
            "charge.expired",
            "charge.failed",
            "charge.pending",
            "charge.refunded",
            "charge.succeeded",
        ],
    };

    protected override IReadOnlyList<StripeList> Lists { get; } =
    [
        new(new StripeQuery("/v1/payment_intents") { Expand = ["latest_charge"] })
        {
            Events =
            [
                "payment_intent.amount_capturable_updated",
                "payment_intent.canceled",
                "payment_intent.partially_funded",
                "payment_intent.payment_failed",
                "payment_intent.processing",
                "payment_intent.requires_action",
                "payment_intent.succeeded",
            ],
        },
        s_charges,
        new("/v1/refunds") { Events = ["refund.updated", "refund.failed", "charge.refund.updated"] },
    ];

    public override CommercePayment Map(StripePayment source) =>
        new()
        {
            Id = source.Id,
            Amount = source.ToAmount(),
            Currency = StripeMoney.CodeOf(source.Currency),
            PaymentMethodRef = source.Method is { } method
                ? new PaymentMethodRef { Id = method, Name = StripeMethod.NameOf(method) }
                : null,
            Status = source.ToStatus(),
            PaymentProvider = StripePayment.Provider,
            CreatedDate = source.Created.ToInstant(),
        };

    protected override Task<IReadOnlyList<SourceRow>> RowsAsync(
        StripeList list,
        JsonElement record,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyList<SourceRow>>(IsPayment(list, record) ? [StripeRow.Of(record)] : []);

    // What happens to a charge with an intent happens to the intent.
    protected override Task<IReadOnlyList<string>> ChangedByAsync(
        StripeList list,
        JsonElement subject,
        CancellationToken ct
    ) =>
        list == s_charges && Has(subject, "payment_intent")
            ? Task.FromResult<IReadOnlyList<string>>([])
            : base.ChangedByAsync(list, subject, ct);

    // An intent that nobody has tried to pay is a visit to a shop, not a payment. A charge with an intent is read with it.
    private static bool IsPayment(StripeList list, JsonElement record) =>
        list == s_charges
            ? !Has(record, "payment_intent")
            : list.Query.Path is not "/v1/payment_intents"
                || Has(record, "latest_charge")
                || record.GetProperty("status").GetString() is "processing" or "requires_capture" or "succeeded";

    private static bool Has(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;
}

/// <summary>A payment intent, a charge or a refund.</summary>
internal sealed record StripePayment : IStripeRecord
{
    public const string Provider = "Stripe";

    public required string Id { get; init; }

    /// <summary>Which of the three.</summary>
    public required string Object { get; init; }

    public string? Status { get; init; }
    public long? Amount { get; init; }
    public long? AmountReceived { get; init; }
    public long? AmountCapturable { get; init; }
    public long? AmountCaptured { get; init; }
    public long? AmountRefunded { get; init; }
    public string? Currency { get; init; }
    public bool? Captured { get; init; }
    public bool? Refunded { get; init; }
    public long? Created { get; init; }
    public IReadOnlyList<string>? PaymentMethodTypes { get; init; }
    public StripeMethodDetails? PaymentMethodDetails { get; init; }
    public StripePaymentError? LastPaymentError { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? PaymentIntent { get; init; }

    [JsonConverter(typeof(IdConverter))]
    public string? Charge { get; init; }

    [JsonConverter(typeof(ExpandableConverter<StripePayment>))]
    public Expandable<StripePayment>? LatestCharge { get; init; }

    /// <summary>What it was paid with, as the payment methods are called.</summary>
    public string? Method =>
        StripeMethod.IdOf(
            PaymentMethodDetails?.Type
                ?? LatestCharge?.Whole?.PaymentMethodDetails?.Type
                ?? (PaymentMethodTypes is [var only] ? only : null)
        );

    /// <summary>The amount: what was collected, what may be, or what was asked for.</summary>
    public decimal? ToAmount() =>
        StripeMoney.Of(
            (Object, Status) switch
            {
                ("refund", _) => -Amount,
                ("payment_intent", "succeeded") => AmountReceived ?? Amount,
                ("payment_intent", "requires_capture") => AmountCapturable ?? Amount,
                ("charge", "succeeded") when Captured is true => AmountCaptured ?? Amount,
                _ => Amount,
            },
            Currency
        );

    /// <summary>How far it is.</summary>
    public CommercePaymentStatus ToStatus() =>
        (Object, Status) switch
        {
            (_, "canceled") => CommercePaymentStatus.Cancelled,
            (_, "failed") => CommercePaymentStatus.Failed,
            ("payment_intent", "requires_payment_method") when LastPaymentError is not null =>
                CommercePaymentStatus.Failed,
            ("payment_intent", "requires_capture") => CommercePaymentStatus.Authorized,
            // An authorization that ran out, or was given back, is refunded without ever having been collected.
            ("charge", "succeeded") when Captured is false => Refunded is true
                ? CommercePaymentStatus.Cancelled
                : CommercePaymentStatus.Authorized,
            (_, "succeeded") => CommercePaymentStatus.Paid,
            (
                _,
                "pending"
                    or "processing"
                    or "requires_action"
                    or "requires_confirmation"
                    or "requires_payment_method"
            ) => CommercePaymentStatus.Pending,
            _ => CommercePaymentStatus.Unknown,
        };
}

/// <summary>What a charge was paid with.</summary>
internal sealed record StripeMethodDetails(string? Type);

/// <summary>Why a payment did not go through.</summary>
internal sealed record StripePaymentError(string? Type);
