using System.Text.Json.Serialization;
using Causeway.Connectors.Stripe.Catalogue;
using Causeway.Connectors.Stripe.Money;
using Causeway.Connectors.Stripe.Sales;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>How Stripe's records are read: members it sends and we do not name are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(StripeAccount))]
[JsonSerializable(typeof(StripeBalance))]
[JsonSerializable(typeof(StripeCause))]
[JsonSerializable(typeof(StripeCustomer))]
[JsonSerializable(typeof(StripeDispute))]
[JsonSerializable(typeof(StripeLocation))]
[JsonSerializable(typeof(StripeMethod))]
[JsonSerializable(typeof(StripeOrder))]
[JsonSerializable(typeof(StripePayment))]
[JsonSerializable(typeof(StripeProduct))]
[JsonSerializable(typeof(StripeTaxRate))]
[JsonSerializable(typeof(StripeTransaction))]
internal sealed partial class StripeJson : JsonSerializerContext;
