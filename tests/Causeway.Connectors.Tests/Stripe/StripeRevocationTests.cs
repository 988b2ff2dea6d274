using Causeway.Connectors.Stripe;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>Disconnecting an account from the platform.</summary>
public sealed class StripeRevocationTests : IAsyncLifetime
{
    private const string Refused =
        """{"error":"invalid_client","error_description":"This application is not connected."}""";

    private readonly List<string> asked = [];
    private (int Status, string Body) answer = (200, """{"stripe_user_id":"acct_1"}""");
    private StripeServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await StripeServer.StartAsync(
            new StripeShop(),
            app =>
                app.MapPost(
                    "/oauth/deauthorize",
                    async context =>
                    {
                        var form = await context.Request.ReadFormAsync();
                        asked.Add(
                            $"{context.Request.Headers.Authorization} {form["client_id"]} {form["stripe_user_id"]}"
                        );
                        context.Response.StatusCode = answer.Status;
                        await context.Response.WriteAsync(answer.Body);
                    }
                )
        );

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_platform_asks_with_its_secret_key_for_the_account()
    {
        await RevokeAsync();

        asked.ShouldBe(["Bearer sk_test_platform ca_platform acct_1"]);
    }

    [Fact]
    public async Task What_was_disconnected_before_is_done()
    {
        answer = (401, Refused);
        server.Tokens.Clear();

        await RevokeAsync();

        asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_platform_that_Stripe_refuses_is_the_operators_to_mend()
    {
        answer = (401, Refused);

        var thrown = await Should.ThrowAsync<SourceException>(() => RevokeAsync());

        thrown.Failure.Category.ShouldBe(SourceFailureCategory.Configuration);
        thrown.ToString().ShouldNotContain("sk_test_platform");
    }

    [Fact]
    public async Task A_busy_Stripe_is_asked_again_later()
    {
        answer = (503, "{}");

        var thrown = await Should.ThrowAsync<SourceException>(() => RevokeAsync());

        thrown.Failure.Category.ShouldBe(SourceFailureCategory.Unavailable);
    }

    [Fact]
    public async Task A_key_is_the_users_own()
    {
        await RevokeAsync(byKey: true);

        asked.ShouldBeEmpty();
    }

    private async Task RevokeAsync(bool byKey = false)
    {
        var connector = new StripeTestConnector(server.Url, server.Url);
        var connection = ConnectorSession.Connection(connector, server.Shop.Now, ("companyId", "acct_1")) with
        {
            Application = new SourceApplication("ca_platform", new Secret("sk_test_platform")),
            Tokens = byKey ? null : new NoTokens(),
        };
        // As the gateway does it: the connection's own authorization, where the request has none.
        using var http = new HttpClient(new Authorizing()) { BaseAddress = server.Url };
        var session = new ConnectorSession(connector, connection, TimeProvider.System, http);
        await session.Revocation()!.RevokeAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Authorizing() : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.Headers.Authorization ??= new("Bearer", StripeServer.Key);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class NoTokens : ISourceTokens
    {
        public ValueTask<Secret> GetAsync(CancellationToken ct) => new(new Secret(StripeServer.Key));

        public ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken ct) => new((Secret?)null);
    }
}
