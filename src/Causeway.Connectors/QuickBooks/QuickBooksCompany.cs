using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.QuickBooks;

/// <summary>The company itself, with its preferences, which have the currency and the closed books.</summary>
internal sealed class QuickBooksCompany(QuickBooksApi quickBooks, TimeProvider time)
    : Reader<QuickBooksCompanyRecord, CompanyInfo>(QuickBooksJson.Default.QuickBooksCompanyRecord)
{
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var row = JsonObject.Create(await quickBooks.SingleAsync("CompanyInfo", ct))!;
        row["Preferences"] = JsonObject.Create(await quickBooks.SingleAsync("Preferences", ct));
        row[nameof(QuickBooksCompanyRecord.Realm)] = quickBooks.Realm;
        row[nameof(QuickBooksCompanyRecord.RunningYearStart)] = StartOfYear(
            row["FiscalYearStartMonth"]?.ToString(),
            DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
        )
            ?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return new SourcePage
        {
            Rows =
            [
                new SourceRow(
                    new CompanyInfo().RecordKey,
                    JsonSerializer.SerializeToUtf8Bytes(row, QuickBooksJson.Default.JsonObject)
                ),
            ],
        };
    }

    public override CompanyInfo Map(QuickBooksCompanyRecord source) =>
        new()
        {
            CompanyName = source.CompanyName,
            CompanyLegalName = source.LegalName ?? source.CompanyName,
            AccountingPlatformRef = source.Realm,
            Addresses =
            [
                .. new[]
                {
                    source.LegalAddr?.ToStandard(AddressType.Billing),
                    source.CompanyAddr?.ToStandard(AddressType.Unknown),
                    source.CustomerCommunicationAddr?.ToStandard(AddressType.Unknown),
                }
                    .OfType<Address>()
                    .Distinct(),
            ],
            PhoneNumbers = source.PrimaryPhone?.FreeFormNumber is { Length: > 0 } number
                ? [new PhoneNumber { Number = number, Type = PhoneNumberType.Primary }]
                : [],
            WebLinks = source.WebAddr?.URI is { Length: > 0 } url
                ? [new WebLink { Type = WebLinkType.Website, Url = url }]
                : [],
            LedgerLockDate = AtMidnight(source.Preferences?.AccountingInfoPrefs?.BookCloseDate),
            RegistrationNumber = source.EmployerId,
            FinancialYearStartDate = AtMidnight(source.RunningYearStart),
            BaseCurrency = source.Preferences?.CurrencyPrefs?.HomeCurrency?.Value,
            CreatedDate = source.MetaData?.CreateTime?.ToUniversalTime(),
        };

    /// <summary>The first day of the financial year that runs on a day, by the name of the month in which each year begins.</summary>
    public static DateOnly? StartOfYear(string? month, DateOnly today)
    {
        var number =
            Array.FindIndex(
                CultureInfo.InvariantCulture.DateTimeFormat.MonthNames,
                m => m.Length > 0 && m.Equals(month, StringComparison.OrdinalIgnoreCase)
            ) + 1;
        return number == 0 ? null : new DateOnly(today.Month < number ? today.Year - 1 : today.Year, number, 1);
    }

    private static DateTimeOffset? AtMidnight(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}

/// <summary>A <c>CompanyInfo</c>, with what is read beside it.</summary>
internal sealed record QuickBooksCompanyRecord
{
    public string? CompanyName { get; init; }
    public string? LegalName { get; init; }
    public string? EmployerId { get; init; }
    public QuickBooksAddress? CompanyAddr { get; init; }
    public QuickBooksAddress? LegalAddr { get; init; }
    public QuickBooksAddress? CustomerCommunicationAddr { get; init; }
    public QuickBooksPhone? PrimaryPhone { get; init; }
    public QuickBooksWebAddress? WebAddr { get; init; }
    public QuickBooksMoments? MetaData { get; init; }
    public QuickBooksPreferences? Preferences { get; init; }

    /// <summary>The company's id.</summary>
    public string? Realm { get; init; }

    /// <summary>When the financial year that was running began; reckoned when it was read.</summary>
    public DateOnly? RunningYearStart { get; init; }
}

/// <summary>An address.</summary>
internal sealed record QuickBooksAddress
{
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }
    public string? CountrySubDivisionCode { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>In the standard model, or null if it is empty.</summary>
    public Address? ToStandard(AddressType type) =>
        (Line1 ?? Line2 ?? City ?? Country ?? CountrySubDivisionCode ?? PostalCode) is null
            ? null
            : new Address
            {
                Type = type,
                Line1 = Line1,
                Line2 = Line2,
                City = City,
                Region = CountrySubDivisionCode,
                Country = Country,
                PostalCode = PostalCode,
            };
}

/// <summary>A telephone number.</summary>
internal sealed record QuickBooksPhone(string? FreeFormNumber);

/// <summary>A page on the web.</summary>
internal sealed record QuickBooksWebAddress([property: JsonPropertyName("URI")] string? URI);

/// <summary>When a record was made.</summary>
internal sealed record QuickBooksMoments(DateTimeOffset? CreateTime);

/// <summary>A company's preferences.</summary>
internal sealed record QuickBooksPreferences(
    QuickBooksCurrencyPrefs? CurrencyPrefs,
    QuickBooksAccountingPrefs? AccountingInfoPrefs
);

/// <summary>The company's currency.</summary>
internal sealed record QuickBooksCurrencyPrefs(QuickBooksRef? HomeCurrency);

/// <summary>A reference.</summary>
internal sealed record QuickBooksRef([property: JsonPropertyName("value")] string? Value);

/// <summary>How the company keeps its books.</summary>
internal sealed record QuickBooksAccountingPrefs(DateOnly? BookCloseDate);

/// <summary>How Intuit's records are read: members it sends and we do not name are passed over.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(QuickBooksCompanyRecord))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class QuickBooksJson : JsonSerializerContext;
