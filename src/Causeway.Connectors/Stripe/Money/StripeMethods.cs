using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Money;

/// <summary>Ways to pay: those that the account's configurations know, whether they are switched on or not.</summary>
internal sealed class StripeMethods(StripeApi stripe)
    : Reader<StripeMethod, CommercePaymentMethod>(StripeJson.Default.StripeMethod)
{
    private static readonly StripeQuery s_configurations = new("/v1/payment_method_configurations");

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (configurations, _) = await stripe.ListAllAsync(s_configurations, int.MaxValue, ct);
        var methods = new SortedDictionary<string, List<StripeMethodSetting>>(StringComparer.Ordinal);
        foreach (var configuration in configurations)
        {
            foreach (var (method, setting) in SettingsOf(configuration))
            {
                if (!methods.TryGetValue(method, out var settings))
                {
                    methods[method] = settings = [];
                }

                settings.Add(setting);
            }
        }

        yield return new SourcePage
        {
            Rows =
            [
                .. methods.Select(m => new SourceRow(
                    m.Key,
                    JsonSerializer.SerializeToUtf8Bytes(
                        new StripeMethod { Id = m.Key, Configurations = m.Value },
                        StripeJson.Default.StripeMethod
                    )
                )),
            ],
        };
    }

    public override CommercePaymentMethod Map(StripeMethod source) =>
        new()
        {
            Id = source.Id,
            Name = StripeMethod.NameOf(source.Id),
            Status = source.Configurations.Any(c => c.IsOn)
                ? CommercePaymentMethodStatus.Active
                : CommercePaymentMethodStatus.Archived,
        };

    // Its members are the methods, among others that are not.
    private static IEnumerable<(string Method, StripeMethodSetting Setting)> SettingsOf(JsonElement configuration)
    {
        var isActive = configuration.TryGetProperty("active", out var active) && active.ValueKind is JsonValueKind.True;
        foreach (var member in configuration.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.Object))
        {
            if (
                member.Value.TryGetProperty("available", out var available)
                && member.Value.TryGetProperty("display_preference", out var preference)
                && preference.TryGetProperty("value", out var value)
            )
            {
                yield return (
                    member.Name,
                    new StripeMethodSetting
                    {
                        Configuration = StripeRow.IdOf(configuration),
                        Active = isActive,
                        Available = available.ValueKind is JsonValueKind.True,
                        Preference = value.GetString(),
                    }
                );
            }
        }
    }
}

/// <summary>A way to pay, with what each configuration of the account says of it.</summary>
internal sealed record StripeMethod : IStripeRecord
{
    // What the words of the id do not say.
    private static readonly FrozenDictionary<string, string> s_names = new Dictionary<string, string>
    {
        ["acss_debit"] = "Canadian pre-authorized debit",
        ["afterpay_clearpay"] = "Afterpay / Clearpay",
        ["au_becs_debit"] = "BECS Direct Debit (Australia)",
        ["bacs_debit"] = "Bacs Direct Debit",
        ["blik"] = "BLIK",
        ["cashapp"] = "Cash App Pay",
        ["customer_balance"] = "Bank transfer",
        ["eps"] = "EPS",
        ["fpx"] = "FPX",
        ["ideal"] = "iDEAL",
        ["jcb"] = "JCB",
        ["mobilepay"] = "MobilePay",
        ["nz_bank_account"] = "BECS Direct Debit (New Zealand)",
        ["oxxo"] = "OXXO",
        ["p24"] = "Przelewy24",
        ["paypal"] = "PayPal",
        ["sepa_debit"] = "SEPA Direct Debit",
        ["twint"] = "TWINT",
        ["us_bank_account"] = "ACH Direct Debit",
        ["wechat_pay"] = "WeChat Pay",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public required string Id { get; init; }
    public required IReadOnlyList<StripeMethodSetting> Configurations { get; init; }

    /// <summary>The way to pay that a payment names: a card is one, whether it was there or not.</summary>
    public static string? IdOf(string? type) => type is "card_present" or "interac_present" ? "card" : type;

    /// <summary>The name that people know.</summary>
    public static string NameOf(string id) =>
        s_names.TryGetValue(id, out var name) ? name : Capitalized(id.Replace('_', ' '));

    /// <summary>What an order was paid with.</summary>
    public static CommercePaymentType TypeOf(StripePayment? payment) =>
        (payment?.LatestCharge?.Whole?.PaymentMethodDetails?.Type ?? payment?.Method) switch
        {
            "card" or "link" => CommercePaymentType.OnlineCard,
            "card_present" or "interac_present" => CommercePaymentType.Card,
            "paypal" => CommercePaymentType.Paypal,
            "swish" => CommercePaymentType.Swish,
            "mobilepay" => CommercePaymentType.Mobile,
            _ => CommercePaymentType.Unknown,
        };

    private static string Capitalized(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}

/// <summary>What one configuration says of a way to pay.</summary>
internal sealed record StripeMethodSetting
{
    public required string Configuration { get; init; }
    public bool Active { get; init; }
    public bool Available { get; init; }
    public string? Preference { get; init; }

    /// <summary>Whether customers are offered it.</summary>
    public bool IsOn => Active && Available && Preference is "on";
}
