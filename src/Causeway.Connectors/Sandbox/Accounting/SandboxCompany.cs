using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The firm itself.</summary>
internal sealed class SandboxCompany(FirmSource source)
    : Reader<SandboxFirm, CompanyInfo>(SandboxJson.Default.SandboxFirm)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override CompanyInfo Map(SandboxFirm source) =>
        new()
        {
            CompanyName = source.Name,
            AccountingPlatformRef = source.Ref,
            CompanyLegalName = source.LegalName,
            Addresses = [Contacts.ToAddress(source.Address)],
            PhoneNumbers = [new PhoneNumber { Number = source.Phone, Type = PhoneNumberType.Landline }],
            WebLinks = [new WebLink { Type = WebLinkType.Website, Url = source.Web }],
            RegistrationNumber = source.RegistrationNumber,
            TaxNumber = source.TaxNumber,
            FinancialYearStartDate = Parts.ToDate(source.YearStart),
            BaseCurrency = source.Currency,
            SourceUrls = new Dictionary<string, string>(),
            CreatedDate = Parts.ToInstant(source.Founded),
        };

    private static Feed<SandboxFirm> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxFirm, (_, _) => [new Batch<SandboxFirm>([Row(books)], 1)])
        {
            Count = () => 1,
            IsDated = false,
        };

    private static SandboxFirm Row(Books books)
    {
        var (set, land) = (books.Set, books.Set.Land);
        var dice = new Dice(books.Firm.Seed, Subject.Company, 0);
        var founded = books.Clock.Founded;
        return new SandboxFirm
        {
            Ref = set.Key,
            Name = set.Name,
            LegalName = $"{set.Name} {(land.Country is "GB" ? "Ltd" : land.Country is "DE" ? "GmbH" : "Inc")}",
            Currency = land.Currency,
            Address = Contacts.MakeAddress(ref dice, land),
            Phone = Words.Telephone(ref dice, land),
            Web = $"https://{set.Key}.example.com",
            RegistrationNumber = dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
            TaxNumber = string.Create(
                CultureInfo.InvariantCulture,
                $"{land.Country}{dice.Between(100_000_000, 999_999_999)}"
            ),
            YearStart = new DateOnly(founded.Year, 1, 1),
            Founded = founded.ToUnixTimeMilliseconds(),
        };
    }
}

/// <summary>What a made-up firm says of itself.</summary>
internal sealed record SandboxFirm : ISandboxRow
{
    string ISandboxRow.Id => "company";

    long ISandboxRow.Changed => Founded;

    public required string Ref { get; init; }

    public required string Name { get; init; }

    public required string LegalName { get; init; }

    public required string Currency { get; init; }

    public required SandboxAddress Address { get; init; }

    public required string Phone { get; init; }

    public required string Web { get; init; }

    public required string RegistrationNumber { get; init; }

    public required string TaxNumber { get; init; }

    public required DateOnly YearStart { get; init; }

    public required long Founded { get; init; }
}
