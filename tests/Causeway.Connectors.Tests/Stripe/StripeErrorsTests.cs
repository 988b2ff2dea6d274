using Causeway.Connectors.Stripe;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>What Stripe's refusals become.</summary>
public sealed class StripeErrorsTests : IAsyncLifetime
{
    private StripeServer server = null!;

    public async ValueTask InitializeAsync() => server = await StripeServer.StartAsync(StripeShops.WithCustomers(230));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static TheoryData<StripeFault, SourceFailureCategory, int?> Faults =>
        new()
        {
            {
                new(429) { Type = "rate_limit_error", Headers = [("Retry-After", "7")] },
                SourceFailureCategory.RateLimited,
                7
            },
            {
                new(429) { Code = "lock_timeout" },
                SourceFailureCategory.RateLimited,
                null
            },
            {
                new(401) { Code = "api_key_expired" },
                SourceFailureCategory.Authentication,
                null
            },
            {
                new(403) { Code = "account_invalid" },
                SourceFailureCategory.Authentication,
                null
            },
            {
                new(403) { Code = "more_permissions_required" },
                SourceFailureCategory.Permission,
                null
            },
            { new(500), SourceFailureCategory.Unavailable, null },
            {
                new(503) { Headers = [("Retry-After", "30")] },
                SourceFailureCategory.Unavailable,
                30
            },
            {
                new(502) { Body = "<html>Bad gateway</html>" },
                SourceFailureCategory.Unavailable,
                null
            },
            {
                new(500) { Headers = [("Stripe-Should-Retry", "false")] },
                SourceFailureCategory.Rejected,
                null
            },
            {
                new(409) { Headers = [("Stripe-Should-Retry", "true")] },
                SourceFailureCategory.Unavailable,
                null
            },
            { new(424), SourceFailureCategory.Unavailable, null },
            {
                new(400) { Code = "parameter_unknown" },
                SourceFailureCategory.Rejected,
                null
            },
            {
                new(404) { Code = "resource_missing" },
                SourceFailureCategory.NotFound,
                null
            },
            {
                new(200) { Body = "<html>Welcome to the hotel</html>" },
                SourceFailureCategory.Malformed,
                null
            },
            {
                new(200) { Body = "[]" },
                SourceFailureCategory.Malformed,
                null
            },
        };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_is_the_failure_that_it_means(
        StripeFault fault,
        SourceFailureCategory category,
        int? wait
    )
    {
        server.Fail(fault);

        var thrown = await Should.ThrowAsync<SourceException>(() =>
            StripeSessions.Open(server).PagesAsync<CommerceCustomer>()
        );

        thrown.Failure.Category.ShouldBe(category, thrown.Failure.Message);
        thrown.Failure.RetryAfter.ShouldBe(wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        thrown.ToString().ShouldNotContain("sk_live_secret");
        // The engine tries again, the connector does not.
        server.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_was_rolled_is_no_longer_accepted()
    {
        var thrown = await Should.ThrowAsync<SourceException>(() =>
            StripeSessions.Open(server, key: "rk_test_former").PagesAsync<CommerceOrder>()
        );

        thrown.Failure.Category.ShouldBe(SourceFailureCategory.Authentication);
        thrown.ToString().ShouldNotContain("rk_test");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var gone = await StripeServer.StartAsync(new StripeShop());
        var session = StripeSessions.Open(gone);
        await gone.DisposeAsync();

        var thrown = await Should.ThrowAsync<SourceException>(() => session.PagesAsync<CommerceCustomer>());

        thrown.Failure.Category.ShouldBe(SourceFailureCategory.Unavailable);
    }

    [Fact]
    public async Task A_failure_in_the_middle_loses_nothing_that_was_read()
    {
        var session = StripeSessions.Open(server);
        string? cursor = null;
        var ids = new List<string>();
        while (true)
        {
            try
            {
                await foreach (
                    var page in session
                        .Reader<CommerceCustomer>()
                        .FetchAsync(new ReadWindow { Cursor = cursor }, TestContext.Current.CancellationToken)
                )
                {
                    ids.AddRange(page.Rows.Select(r => r.Id));
                    cursor = page.NextCursor;
                    server.Fail(new StripeFault(429, "/v1/customers"), times: ids.Count == 100 ? 1 : 0);
                }

                break;
            }
            catch (SourceException e) when (e.Failure.Category is SourceFailureCategory.RateLimited)
            {
                ids.Count.ShouldBe(100);
            }
        }

        ids.Count.ShouldBe(230);
        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task A_list_whose_last_record_was_deleted_meanwhile_begins_anew()
    {
        var session = StripeSessions.Open(server);
        var first = await session
            .Reader<CommerceCustomer>()
            .FetchAsync(new ReadWindow(), TestContext.Current.CancellationToken)
            .FirstAsync(TestContext.Current.CancellationToken);
        server.Shop.Delete("/v1/customers", first.Rows[^1].Id, leavesTombstone: false);

        var rest = new List<string>();
        await foreach (
            var page in session
                .Reader<CommerceCustomer>()
                .FetchAsync(new ReadWindow { Cursor = first.NextCursor }, TestContext.Current.CancellationToken)
        )
        {
            rest.AddRange(page.Rows.Select(r => r.Id));
        }

        rest.Count.ShouldBe(229);
        rest.ShouldNotContain(first.Rows[^1].Id);
    }

    [Fact]
    public async Task A_key_without_the_permission_for_the_balance_reads_the_company_all_the_same()
    {
        server.Fail(new StripeFault(403, "/v1/balance") { Code = "more_permissions_required" });

        var company = await StripeSessions.Open(server).ReadAsync<CommerceCompanyInfo>();

        company["company"].CompanyName.ShouldBe("Otter & Sons");
        company["company"].AccountBalances.ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_may_not_read_the_account_is_refused_with_what_to_do()
    {
        server.Fail(new StripeFault(403, "/v1/account") { Code = "more_permissions_required" });

        var thrown = await Should.ThrowAsync<SourceException>(() =>
            StripeSessions.Open(server).Probe()!.IdentifyAsync(TestContext.Current.CancellationToken)
        );

        thrown.Failure.Category.ShouldBe(SourceFailureCategory.Permission);
        thrown.Failure.Message.ShouldContain("account");
    }

    [Fact]
    public void A_key_of_the_other_mode_is_not_taken()
    {
        var live = Pattern(new StripeConnector());
        var test = Pattern(new StripeTestConnector());

        live.IsMatch("rk_live_51Abcdefgh").ShouldBeTrue();
        live.IsMatch("rk_test_51Abcdefgh").ShouldBeFalse();
        live.IsMatch("pk_live_51Abcdefgh").ShouldBeFalse();
        test.IsMatch("sk_test_51Abcdefgh").ShouldBeTrue();
        test.IsMatch("rk_live_51Abcdefgh").ShouldBeFalse();
    }

    private static System.Text.RegularExpressions.Regex Pattern(Connector connector) =>
        new(
            $@"\A(?:{((ConnectorAuth.OAuth2)connector.Manifest.Auth).Otherwise!.Fields[0].Pattern})\z",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
