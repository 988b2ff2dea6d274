using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>The company itself: its party, its currency, and the fiscal year that is running.</summary>
internal sealed class TrytonCompany(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonCompanyRecord, CompanyInfo>(TrytonJson.Default.TrytonCompanyRecord)
{
    private readonly TrytonReading reading = new(tryton, time);

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var year = await FirstAsync("account.fiscalyear", company, Running(), "start_date", ct);
        var open = await FirstAsync("account.period", company, [Standard(), State("=")], "start_date", ct);
        var closed = await FirstAsync("account.period", company, [Standard(), State("!=")], "end_date", ct, last: true);
        var search = new TrytonSearch
        {
            Model = "company.company",
            Domain = [TrytonValue.Where("id", "=", company)],
            Fields = ["create_date", "currency.code", .. TrytonParty.Fields.Select(f => "party." + f)],
            Join = row =>
            {
                row["running_fiscalyear"] = year?.DeepClone();
                row["first_open_period"] = open?.DeepClone();
                row["last_closed_period"] = closed?.DeepClone();
            },
        };
        await foreach (var page in reading.ReadAllAsync(search, window, ct))
        {
            // There is one, and its id in the standard model is always the same.
            yield return page with
            {
                Rows = [.. page.Rows.Select(row => row with { Id = new CompanyInfo().RecordKey })],
            };
        }
    }

    public override CompanyInfo Map(TrytonCompanyRecord source) =>
        new()
        {
            CompanyName = source.Party?.Name,
            CompanyLegalName = source.Party?.Name,
            AccountingPlatformRef = TrytonKey.Of(source.Id),
            Addresses = source.Party?.StandardAddresses,
            PhoneNumbers = source.Party?.PhoneNumbers,
            WebLinks = source.Party?.Website is { } url ? [new WebLink { Type = WebLinkType.Website, Url = url }] : [],
            RegistrationNumber = source.Party?.RegistrationNumber,
            TaxNumber = source.Party?.TaxNumber,
            BaseCurrency = source.Currency?.Code,
            FinancialYearStartDate = source.RunningFiscalyear?.StartDate.ToInstant(),
            LedgerLockDate = source.LockedTo.ToInstant(),
            CreatedDate = source.CreateDate,
        };

    private JsonArray Running()
    {
        var today = TrytonValue.Of(DateOnly.FromDateTime((tryton.ServerTime ?? time.GetUtcNow()).UtcDateTime));
        return
        [
            TrytonValue.Where("start_date", "<=", today.DeepClone()),
            TrytonValue.Where("end_date", ">=", today.DeepClone()),
        ];
    }

    private static JsonArray Standard() => TrytonValue.Where("type", "=", "standard");

    private static JsonArray State(string comparison) => TrytonValue.Where("state", comparison, "open");

    private async Task<JsonNode?> FirstAsync(
        string model,
        int company,
        JsonArray domain,
        string order,
        CancellationToken ct,
        bool last = false
    )
    {
        domain.Add((JsonNode)TrytonValue.Where("company", "=", company));
        JsonArray sort = [new JsonArray(order, last ? "DESC" : "ASC")];
        var found = await tryton.CallAsync(
            $"model.{model}.search_read",
            [domain, 0, 1, sort, new JsonArray("name", "start_date", "end_date")],
            ct
        );
        return found.GetArrayLength() is 0 ? null : JsonObject.Create(found[0]);
    }
}

/// <summary>A <c>company.company</c>, with the periods that matter.</summary>
internal sealed record TrytonCompanyRecord
{
    public int Id { get; init; }
    public DateTimeOffset? CreateDate { get; init; }

    [JsonPropertyName("party.")]
    public TrytonParty? Party { get; init; }

    [JsonPropertyName("currency.")]
    public TrytonCurrency? Currency { get; init; }

    public TrytonPeriod? RunningFiscalyear { get; init; }
    public TrytonPeriod? FirstOpenPeriod { get; init; }
    public TrytonPeriod? LastClosedPeriod { get; init; }

    /// <summary>The day up to which every period is closed.</summary>
    public DateOnly? LockedTo =>
        LastClosedPeriod is null ? null
        : FirstOpenPeriod is { StartDate: var open } && open <= LastClosedPeriod.EndDate ? Before(open)
        : LastClosedPeriod.EndDate;

    private static DateOnly? Before(DateOnly? day) => day?.AddDays(-1);
}

/// <summary>A span of days.</summary>
internal sealed record TrytonPeriod(int Id, string? Name, DateOnly? StartDate, DateOnly? EndDate);
