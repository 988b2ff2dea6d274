using System.Runtime.CompilerServices;
using System.Text.Json;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Catalogue;

/// <summary>The company: its account, with what the account holds.</summary>
internal sealed class StripeProfile(StripeApi stripe)
    : Reader<StripeAccount, CommerceCompanyInfo>(StripeJson.Default.StripeAccount)
{
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var account = await stripe.AskAsync("/v1/account", ct);
        var balance = await BalanceAsync(ct);
        yield return new SourcePage
        {
            Rows =
            [
                StripeRow.Of(
                    new CommerceCompanyInfo().RecordKey,
                    account,
                    balance is { } held ? [("balance", held)] : []
                ),
            ],
        };
    }

    public override CommerceCompanyInfo Map(StripeAccount source) =>
        new()
        {
            CompanyName = source.DisplayName,
            CompanyLegalName = source.Company?.Name,
            CommercePlatformRef = source.Id,
            Addresses = [.. Addresses(source)],
            PhoneNumbers = source.BusinessProfile?.SupportPhone is { } phone
                ? [new PhoneNumber { Number = phone, Type = PhoneNumberType.Primary }]
                : [],
            WebLinks = source.BusinessProfile?.Url is { } url
                ? [new WebLink { Type = WebLinkType.Website, Url = url }]
                : [],
            BaseCurrency = StripeMoney.CodeOf(source.DefaultCurrency),
            AccountBalances = source.Balance?.ToStandard(),
            CreatedDate = source.Created.ToInstant(),
        };

    // A restricted key may read the account and not what it holds.
    private async Task<JsonElement?> BalanceAsync(CancellationToken ct)
    {
        try
        {
            return await stripe.AskAsync("/v1/balance", ct);
        }
        catch (SourceException e) when (e.Failure.Category is SourceFailureCategory.Permission)
        {
            return null;
        }
    }

    private static IEnumerable<CommerceAddress> Addresses(StripeAccount source)
    {
        if (source.Company?.Address?.ToCommerce(CommerceAddressType.Billing) is { } registered)
        {
            yield return registered;
        }

        if (source.BusinessProfile?.SupportAddress?.ToCommerce(CommerceAddressType.Unknown) is { } support)
        {
            yield return support;
        }
    }
}

/// <summary>An account.</summary>
internal sealed record StripeAccount : IStripeRecord
{
    public required string Id { get; init; }
    public string? Email { get; init; }
    public string? Country { get; init; }
    public string? DefaultCurrency { get; init; }
    public long? Created { get; init; }
    public StripeBusinessProfile? BusinessProfile { get; init; }
    public StripeLegalEntity? Company { get; init; }
    public StripeAccountSettings? Settings { get; init; }

    /// <summary>What it holds, which is read beside it.</summary>
    public StripeBalance? Balance { get; init; }

    /// <summary>The name under which it trades.</summary>
    public string? DisplayName => BusinessProfile?.Name ?? Settings?.Dashboard?.DisplayName ?? Company?.Name;
}

/// <summary>What an account shows of itself to those who buy.</summary>
internal sealed record StripeBusinessProfile
{
    public string? Name { get; init; }
    public StripeAddress? SupportAddress { get; init; }
    public string? SupportPhone { get; init; }
    public string? Url { get; init; }
}

/// <summary>The firm behind an account.</summary>
internal sealed record StripeLegalEntity(string? Name, StripeAddress? Address);

/// <summary>Settings of an account.</summary>
internal sealed record StripeAccountSettings(StripeDashboard? Dashboard);

/// <summary>How an account is shown in Stripe's dashboard.</summary>
internal sealed record StripeDashboard(string? DisplayName);

/// <summary>What an account holds.</summary>
internal sealed record StripeBalance
{
    public bool? Livemode { get; init; }
    public IReadOnlyList<StripeHolding>? Available { get; init; }
    public IReadOnlyList<StripeHolding>? Pending { get; init; }
    public IReadOnlyList<StripeHolding>? ConnectReserved { get; init; }

    /// <summary>By currency.</summary>
    public IReadOnlyList<CommerceAccountBalance> ToStandard()
    {
        IReadOnlyList<StripeHolding>[] all = [Available ?? [], Pending ?? [], ConnectReserved ?? []];
        return
        [
            .. all.SelectMany(h => h)
                .Select(h => h.Currency)
                .Distinct(StringComparer.Ordinal)
                .Select(currency => new CommerceAccountBalance
                {
                    Available = Sum(all[0], currency),
                    Pending = Sum(all[1], currency),
                    Reserved = Sum(all[2], currency),
                    Currency = StripeMoney.CodeOf(currency),
                }),
        ];
    }

    private static decimal Sum(IEnumerable<StripeHolding> holdings, string currency) =>
        holdings.Where(h => h.Currency == currency).Sum(h => StripeMoney.Of(h.Amount, currency));
}

/// <summary>Money in one currency.</summary>
internal sealed record StripeHolding(long Amount, string Currency);
