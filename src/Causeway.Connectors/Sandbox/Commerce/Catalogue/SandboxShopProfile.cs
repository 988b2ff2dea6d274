using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Payments;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>The shop itself, and what the provider owes it.</summary>
internal sealed class SandboxShopProfile(ShopSource source)
    : Reader<SandboxShop, CommerceCompanyInfo>(SandboxJson.Default.SandboxShop)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            trading => Feed<SandboxShop>.OfAll(SandboxJson.Default.SandboxShop, [Row(trading)]),
            ct
        );

    public override CommerceCompanyInfo Map(SandboxShop source) =>
        new()
        {
            CompanyName = source.Name,
            CommercePlatformRef = source.Ref,
            CompanyLegalName = source.Name,
            Addresses = [ShopParts.ToAddress(source.Address)],
            PhoneNumbers = [new PhoneNumber { Number = source.Phone, Type = PhoneNumberType.Landline }],
            WebLinks = [new WebLink { Type = WebLinkType.Website, Url = source.Web }],
            RegistrationNumber = source.RegistrationNumber,
            BaseCurrency = source.Currency,
            AccountBalances =
            [
                new CommerceAccountBalance
                {
                    Available = Money.ToDecimal(source.Available),
                    Pending = 0,
                    Reserved = 0,
                    Currency = source.Currency,
                },
            ],
            SourceUrls = new Dictionary<string, string>(),
            CreatedDate = Parts.ToInstant(source.Founded),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static SandboxShop Row(Trading trading)
    {
        var (set, land) = (trading.Set, trading.Set.Land);
        var dice = new Dice(trading.Shop.Seed, Subject.Company, 0);
        return new SandboxShop
        {
            Ref = set.Key,
            Name = set.Name,
            Currency = land.Currency,
            Address = Contacts.MakeAddress(ref dice, land),
            Phone = Words.Telephone(ref dice, land),
            Web = $"https://{set.Key}.example.com",
            RegistrationNumber = dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
            Available = new ProviderAccount(trading).BalanceAfter(trading.Until.Turns),
            Founded = trading.Founded,
            Changed = trading.ChangedIn(Math.Max(0, trading.Until.Turns - 1)),
        };
    }
}

/// <summary>What a made-up shop says of itself.</summary>
internal sealed record SandboxShop : ISandboxRow
{
    string ISandboxRow.Id => "company";

    public required string Ref { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required SandboxAddress Address { get; init; }

    public required string Phone { get; init; }

    public required string Web { get; init; }

    public required string RegistrationNumber { get; init; }

    /// <summary>What the provider will pay out next, in pence.</summary>
    public required long Available { get; init; }

    public required long Founded { get; init; }

    public required long Changed { get; init; }
}
