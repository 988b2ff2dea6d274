using Causeway.Connectors.Xero;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Connectors.Tests.Xero;

/// <summary>Against a small Xero in process.</summary>
public sealed class XeroConformance : ConnectorConformance<XeroConnector>, IAsyncLifetime
{
    private XeroServer server = null!;

    public async ValueTask InitializeAsync() => server = await XeroServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    protected override Task<ConnectorSession> OpenAsync() => Task.FromResult(XeroTests.Open(server));
}

/// <summary>Organisations, what is read of them, and what Xero's refusals become.</summary>
public sealed class XeroTests : IAsyncLifetime
{
    private XeroServer server = null!;

    public async ValueTask InitializeAsync() => server = await XeroServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal static ConnectorSession Open(XeroServer server, string tenant = "north", string token = "token-of-one")
    {
        var connector = new XeroConnector(server.Url, server.Url, server.Url);
        var now = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        return new ConnectorSession(
            connector,
            ConnectorSession.Connection(connector, now, (SourceConnection.OrganisationField, tenant)),
            new FakeTimeProvider(now),
            server.Client(token)
        );
    }

    [Fact]
    public async Task The_company_is_what_Xero_knows_of_the_organisation()
    {
        var company = await ReadAsync(Open(server));

        company.CompanyName.ShouldBe("north Ltd");
        company.CompanyLegalName.ShouldBe("north Limited");
        (company.BaseCurrency, company.TaxNumber, company.RegistrationNumber).ShouldBe(
            ("GBP", "GB 123 4567 89", "01234567")
        );
        company.FinancialYearStartDate.ShouldBe(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        // The later of the two.
        company.LedgerLockDate.ShouldBe(new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero));
        company.CreatedDate.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1574275974));
        company
            .Addresses!.Single()
            .ShouldBe(
                new Address
                {
                    Type = AddressType.Billing,
                    Line1 = "23 Main Street",
                    City = "Leeds",
                    PostalCode = "LS1 1AA",
                    Country = "United Kingdom",
                }
            );
        company
            .PhoneNumbers!.Single()
            .ShouldBe(new PhoneNumber { Number = "44 113 496 0000", Type = PhoneNumberType.Primary });
        company.WebLinks!.Single().Url.ShouldBe("https://example.com");
    }

    [Fact]
    public async Task A_user_may_have_connected_several_organisations_but_a_practice_is_none()
    {
        server.Users["token-of-several"] = "several";

        var identity = await Open(server, token: "token-of-several").Probe()!.IdentifyAsync(Ct);

        identity.Organisations.ShouldBe([new("north", "north Ltd"), new("east", "east Ltd")]);
    }

    [Fact]
    public async Task A_user_who_connected_none_is_told_so()
    {
        server.Tenants["one"] = [];

        var thrown = await FailureOfAsync(() => Open(server).Probe()!.IdentifyAsync(Ct));

        thrown.Category.ShouldBe(SourceFailureCategory.Permission);
    }

    [Fact]
    public async Task Revoking_ends_one_organisation_and_is_done_when_there_is_none()
    {
        server.Users["token-of-several"] = "several";
        var session = Open(server, "east", "token-of-several");

        await session.Revocation()!.RevokeAsync(Ct);
        await session.Revocation()!.RevokeAsync(Ct);

        server.Ended.ShouldBe(["ceast"]);
        server.Tenants["several"].ShouldBe(["north"]);
    }

    [Fact]
    public async Task An_organisation_that_was_disconnected_in_Xero_has_ended()
    {
        var thrown = await FailureOfAsync(() => ReadAsync(Open(server, "south")));

        thrown.Category.ShouldBe(SourceFailureCategory.Authentication);
    }

    [Theory]
    [InlineData(401, "TokenExpired: at noon", SourceFailureCategory.Authentication)]
    [InlineData(401, "AuthorizationUnsuccessful", SourceFailureCategory.Permission)]
    [InlineData(403, "Other", SourceFailureCategory.Permission)]
    [InlineData(404, "", SourceFailureCategory.NotFound)]
    [InlineData(400, "", SourceFailureCategory.Rejected)]
    [InlineData(500, "", SourceFailureCategory.Unavailable)]
    [InlineData(503, "", SourceFailureCategory.Unavailable)]
    public async Task An_answer_is_the_failure_that_it_means(int status, string detail, SourceFailureCategory expected)
    {
        server.Fault = response =>
        {
            response.StatusCode = status;
            return response.WriteAsync($$"""{"Title":"No","Status":{{status}},"Detail":"{{detail}}"}""");
        };

        (await FailureOfAsync(() => ReadAsync(Open(server)))).Category.ShouldBe(expected);
    }

    [Fact]
    public async Task Too_many_calls_of_a_day_are_waited_for_as_long_as_Xero_says()
    {
        server.Fault = response =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = "13987";
            response.Headers["X-Rate-Limit-Problem"] = "day";
            return Task.CompletedTask;
        };

        var failure = await FailureOfAsync(() => ReadAsync(Open(server)));

        failure.Category.ShouldBe(SourceFailureCategory.RateLimited);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(13987));
        failure.Message.ShouldContain("of the day");
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_malformed()
    {
        server.Fault = response => response.WriteAsync("<html>Welcome</html>");

        (await FailureOfAsync(() => ReadAsync(Open(server)))).Category.ShouldBe(SourceFailureCategory.Malformed);
    }

    [Theory]
    [InlineData(31, 3, "2026-06-01", "2026-04-01")]
    [InlineData(31, 3, "2026-03-31", "2025-04-01")]
    [InlineData(30, 6, "2026-06-01", "2025-07-01")]
    [InlineData(31, 12, "2026-06-01", "2026-01-01")]
    [InlineData(28, 2, "2028-02-29", "2027-03-01")]
    [InlineData(28, 2, "2028-03-01", "2028-03-01")]
    [InlineData(0, 3, "2026-06-01", null)]
    [InlineData(null, null, "2026-06-01", null)]
    public void The_running_financial_year_began_after_the_last_end(
        int? day,
        int? month,
        string today,
        string? expected
    ) =>
        XeroCompany
            .StartOfYear(day, month, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))
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
