using Causeway.Connectors.QuickBooks;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Connectors.Tests.QuickBooks;

/// <summary>Against a small QuickBooks in process.</summary>
public sealed class QuickBooksConformance : ConnectorConformance<QuickBooksConnector>, IAsyncLifetime
{
    private QuickBooksServer server = null!;

    public async ValueTask InitializeAsync() => server = await QuickBooksServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    protected override Task<ConnectorSession> OpenAsync() => Task.FromResult(QuickBooksTests.Open(server));
}

/// <summary>The same for the companies that developers try things with.</summary>
public sealed class QuickBooksSandboxConformance : ConnectorConformance<QuickBooksSandboxConnector>, IAsyncLifetime
{
    private QuickBooksServer server = null!;

    public async ValueTask InitializeAsync() => server = await QuickBooksServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    protected override Task<ConnectorSession> OpenAsync() => Task.FromResult(QuickBooksTests.Open(server));
}

/// <summary>The company, and what Intuit's refusals become.</summary>
public sealed class QuickBooksTests : IAsyncLifetime
{
    private QuickBooksServer server = null!;

    public async ValueTask InitializeAsync() => server = await QuickBooksServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal static ConnectorSession Open(
        QuickBooksServer server,
        string realm = "9130350000000001",
        string token = "token-of-one"
    )
    {
        var connector = new QuickBooksSandboxConnector(QuickBooksAddresses.Of(server.Url));
        var now = new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);
        return new ConnectorSession(
            connector,
            ConnectorSession.Connection(connector, now, ("realmId", realm)),
            new FakeTimeProvider(now),
            server.Client(token)
        );
    }

    [Fact]
    public void The_sandbox_is_asked_elsewhere_than_the_books_of_firms()
    {
        ConnectorSession.PartsOf(new QuickBooksConnector()).BaseAddress!.Host.ShouldBe("quickbooks.api.intuit.com");
        ConnectorSession
            .PartsOf(new QuickBooksSandboxConnector())
            .BaseAddress!.Host.ShouldBe("sandbox-quickbooks.api.intuit.com");
    }

    [Fact]
    public async Task The_company_has_what_its_preferences_say_of_it()
    {
        var company = await ReadAsync(Open(server));

        (company.CompanyName, company.CompanyLegalName).ShouldBe(("Books 1", "Books 1 Incorporated"));
        company.AccountingPlatformRef.ShouldBe("9130350000000001");
        company.BaseCurrency.ShouldBe("USD");
        company.FinancialYearStartDate.ShouldBe(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero));
        company.LedgerLockDate.ShouldBe(new DateTimeOffset(2026, 3, 31, 0, 0, 0, TimeSpan.Zero));
        company.CreatedDate.ShouldBe(new DateTimeOffset(2015, 6, 5, 20, 55, 54, TimeSpan.Zero));
        company.CreatedDate!.Value.Offset.ShouldBe(TimeSpan.Zero);
        company
            .Addresses!.Select(a => (a.Type, a.Line1))
            .ShouldBe([(AddressType.Billing, "1 Legal Row"), (AddressType.Unknown, "123 Sierra Way")]);
        company.PhoneNumbers!.Single().Number.ShouldBe("(555) 555-0100");
        company.WebLinks!.Single().Url.ShouldBe("https://books.example");
    }

    [Fact]
    public async Task Tokens_of_another_company_open_nothing()
    {
        var failure = await FailureOfAsync(() => Open(server, "9130350000000002").Probe()!.IdentifyAsync(Ct));

        failure.Category.ShouldBe(SourceFailureCategory.Authentication);
    }

    [Theory]
    [InlineData(401, "3200", SourceFailureCategory.Authentication)]
    [InlineData(403, "5020", SourceFailureCategory.Permission)]
    [InlineData(403, "6190", SourceFailureCategory.Permission)]
    [InlineData(400, "6210", SourceFailureCategory.Permission)]
    [InlineData(400, "4000", SourceFailureCategory.Rejected)]
    [InlineData(404, "", SourceFailureCategory.NotFound)]
    [InlineData(500, "10000", SourceFailureCategory.Unavailable)]
    [InlineData(504, "", SourceFailureCategory.Unavailable)]
    public async Task An_answer_is_the_failure_that_it_means(int status, string code, SourceFailureCategory expected)
    {
        server.Fault = response =>
        {
            response.StatusCode = status;
            return response.WriteAsync(
                $$$"""{"Fault":{"Error":[{"Message":"Words of Intuit","code":"{{{code}}}"}],"type":"SystemFault"}}"""
            );
        };

        var failure = await FailureOfAsync(() => ReadAsync(Open(server)));

        failure.Category.ShouldBe(expected);
        failure.Message.ShouldNotContain("Words of Intuit");
    }

    [Fact]
    public async Task Too_many_calls_are_waited_for_a_minute()
    {
        server.Fault = response =>
        {
            response.StatusCode = 429;
            return Task.CompletedTask;
        };

        var failure = await FailureOfAsync(() => ReadAsync(Open(server)));

        (failure.Category, failure.RetryAfter).ShouldBe((SourceFailureCategory.RateLimited, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("[]")]
    [InlineData("""{"QueryResponse":{}}""")]
    public async Task What_is_no_answer_is_malformed(string body)
    {
        server.Fault = response => response.WriteAsync(body);

        (await FailureOfAsync(() => ReadAsync(Open(server)))).Category.ShouldBe(SourceFailureCategory.Malformed);
    }

    [Theory]
    [InlineData("January", "2026-06-01", "2026-01-01")]
    [InlineData("April", "2026-03-31", "2025-04-01")]
    [InlineData("april", "2026-04-01", "2026-04-01")]
    [InlineData("December", "2026-06-01", "2025-12-01")]
    [InlineData("Frimaire", "2026-06-01", null)]
    [InlineData(null, "2026-06-01", null)]
    public void The_running_financial_year_began_with_its_month(string? month, string today, string? expected) =>
        QuickBooksCompany
            .StartOfYear(month, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(
                expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)
            );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<CompanyInfo> ReadAsync(ConnectorSession session)
    {
        var reader = session.Reader<CompanyInfo>();
        await foreach (var page in reader.FetchAsync(new ReadWindow(), Ct))
        {
            return (CompanyInfo)reader.MapJson(page.Rows.Single().Json.Span);
        }

        throw new InvalidOperationException("It brought nothing.");
    }

    private static async Task<SourceFailure> FailureOfAsync(Func<Task> call) =>
        (await Should.ThrowAsync<SourceException>(call)).Failure;
}
