using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Xero;

/// <summary>The organisation itself, with the day on which its running financial year began.</summary>
internal sealed class XeroCompany(XeroApi xero, SourceConnection connection, TimeProvider time)
    : Reader<XeroOrganisation, CompanyInfo>(XeroJson.Default.XeroOrganisation)
{
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var answer = await xero.ReadAsync("Organisation", connection.Value(SourceConnection.OrganisationField), ct);
        if (
            answer.ValueKind is not JsonValueKind.Object
            || !answer.TryGetProperty("Organisations", out var organisations)
            || organisations is not { ValueKind: JsonValueKind.Array }
            || organisations.GetArrayLength() != 1
        )
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Malformed, "Xero's answer holds no organisation.")
            );
        }

        var row = JsonObject.Create(organisations[0])!;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        row[nameof(XeroOrganisation.RunningYearStart)] = StartOfYear(
            Number(row, "FinancialYearEndDay"),
            Number(row, "FinancialYearEndMonth"),
            today
        )
            ?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return new SourcePage
        {
            Rows =
            [
                new SourceRow(
                    new CompanyInfo().RecordKey,
                    JsonSerializer.SerializeToUtf8Bytes(row, XeroJson.Default.JsonObject)
                ),
            ],
        };
    }

    public override CompanyInfo Map(XeroOrganisation source) =>
        new()
        {
            CompanyName = source.Name,
            CompanyLegalName = source.LegalName,
            AccountingPlatformRef = source.OrganisationID,
            Addresses = [.. (source.Addresses ?? []).Where(a => !a.IsEmpty).Select(a => a.ToStandard())],
            PhoneNumbers = [.. (source.Phones ?? []).Where(p => p.Whole.Length > 0).Select(p => p.ToStandard())],
            WebLinks =
            [
                .. (source.ExternalLinks ?? [])
                    .Where(l => !string.IsNullOrEmpty(l.Url))
                    .Select(l => new WebLink
                    {
                        Type = l.LinkType is "Website" ? WebLinkType.Website : WebLinkType.Social,
                        Url = l.Url,
                    }),
            ],
            LedgerLockDate = Later(source.PeriodLockDate, source.EndOfYearLockDate),
            RegistrationNumber = source.RegistrationNumber,
            TaxNumber = source.TaxNumber,
            FinancialYearStartDate = source.RunningYearStart is { } start
                ? new DateTimeOffset(start, TimeOnly.MinValue, TimeSpan.Zero)
                : null,
            BaseCurrency = source.BaseCurrency,
            CreatedDate = source.CreatedDateUTC,
        };

    /// <summary>The first day of the financial year that runs on a day, by the day on which each year ends.</summary>
    public static DateOnly? StartOfYear(int? endDay, int? endMonth, DateOnly today)
    {
        if (endDay is not (>= 1 and <= 31) || endMonth is not (>= 1 and <= 12))
        {
            return null;
        }

        var thisYear = End(today.Year);
        return (today > thisYear ? thisYear : End(today.Year - 1)).AddDays(1);

        // The end of February is the 28th in some years and the 29th in others.
        DateOnly End(int year) =>
            endMonth is 2 && endDay >= 28
                ? new DateOnly(year, 3, 1).AddDays(-1)
                : new DateOnly(
                    year,
                    endMonth.Value,
                    Math.Min(endDay.Value, DateTime.DaysInMonth(year, endMonth.Value))
                );
    }

    private static int? Number(JsonObject row, string name) =>
        row[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;
}

/// <summary>An organisation.</summary>
internal sealed record XeroOrganisation
{
    public required string OrganisationID { get; init; }
    public string? Name { get; init; }
    public string? LegalName { get; init; }
    public string? BaseCurrency { get; init; }
    public string? RegistrationNumber { get; init; }
    public string? TaxNumber { get; init; }
    public DateTimeOffset? PeriodLockDate { get; init; }
    public DateTimeOffset? EndOfYearLockDate { get; init; }
    public DateTimeOffset? CreatedDateUTC { get; init; }
    public IReadOnlyList<XeroAddress>? Addresses { get; init; }
    public IReadOnlyList<XeroPhone>? Phones { get; init; }
    public IReadOnlyList<XeroLink>? ExternalLinks { get; init; }

    /// <summary>When the financial year that was running began; reckoned when it was read.</summary>
    public DateOnly? RunningYearStart { get; init; }
}

/// <summary>An address.</summary>
internal sealed record XeroAddress
{
    public string? AddressType { get; init; }
    public string? AddressLine1 { get; init; }
    public string? AddressLine2 { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }

    /// <summary>Whether nothing is entered: Xero lists each type whatever it holds.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(AddressLine1 + AddressLine2 + City + Region + PostalCode + Country);

    public Address ToStandard() =>
        new()
        {
            Type = AddressType switch
            {
                "POBOX" => Contracts.DataTypes.Accounting.AddressType.Billing,
                "DELIVERY" => Contracts.DataTypes.Accounting.AddressType.Delivery,
                _ => Contracts.DataTypes.Accounting.AddressType.Unknown,
            },
            Line1 = AddressLine1,
            Line2 = AddressLine2,
            City = City,
            Region = Region,
            PostalCode = PostalCode,
            Country = Country,
        };
}

/// <summary>A telephone number.</summary>
internal sealed record XeroPhone
{
    public string? PhoneType { get; init; }
    public string? PhoneCountryCode { get; init; }
    public string? PhoneAreaCode { get; init; }
    public string? PhoneNumber { get; init; }

    /// <summary>All of it.</summary>
    public string Whole =>
        string.Join(
            ' ',
            new[] { PhoneCountryCode, PhoneAreaCode, PhoneNumber }.Where(p => !string.IsNullOrWhiteSpace(p))
        );

    public PhoneNumber ToStandard() =>
        new()
        {
            Number = Whole,
            Type = PhoneType switch
            {
                "DEFAULT" or "OFFICE" => PhoneNumberType.Primary,
                "DDI" => PhoneNumberType.Landline,
                "MOBILE" => PhoneNumberType.Mobile,
                "FAX" => PhoneNumberType.Fax,
                _ => PhoneNumberType.Unknown,
            },
        };
}

/// <summary>A page on the web.</summary>
internal sealed record XeroLink(string? LinkType, string? Url);
