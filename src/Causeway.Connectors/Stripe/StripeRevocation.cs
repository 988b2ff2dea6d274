using System.Net;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Net = global::Stripe;

namespace Causeway.Connectors.Stripe;

/// <summary>
/// Disconnects the account from the application. A key that a user made at Stripe is the user's to delete. (Stripe has no token revocation; it ends the
/// application's access to the account as a whole.)
/// </summary>
internal sealed class StripeRevocation(StripeApi stripe, HttpClient http, SourceConnection connection)
    : SourceRevocation
{
    private const string Address = "/oauth/deauthorize";

    public override async Task RevokeAsync(CancellationToken ct)
    {
        if (connection.Tokens is null)
        {
            return;
        }

        var account =
            connection.ValueOrNull(StripeParts.AccountField) ?? connection.Value(SourceConnection.OrganisationField);
        if (connection.Application is not { Secret: { } secret } application)
        {
            throw new SourceException(
                new SourceFailure(
                    SourceFailureCategory.Configuration,
                    "This server has no client id and secret for Stripe any more."
                )
            );
        }

        var client = new Net.StripeClient(
            new Net.StripeClientOptions
            {
                ApiKey = secret.Reveal(),
                ClientId = application.Id,
                ConnectBase = ConnectOf(http.BaseAddress!),
                HttpClient = new GatewayHttpClient(http),
            }
        );
        try
        {
            await stripe.SendAsync(
                () =>
                    new Net.OAuthTokenService(client).DeauthorizeAsync(
                        new Net.OAuthDeauthorizeOptions { StripeUserId = account },
                        cancellationToken: ct
                    ),
                Address,
                ct
            );
        }
        catch (SourceException e) when (e.Failure.Category is not SourceFailureCategory.Unavailable)
        {
            await RequireEndedAsync(e, ct);
        }
    }

    // Stripe says invalid_client of an account that is not connected any more, and of an application that it does not know. What the tokens still open tells.
    private async Task RequireEndedAsync(SourceException refused, CancellationToken ct)
    {
        try
        {
            await stripe.AskAsync("/v1/account", ct);
        }
        catch (SourceException e) when (e.Failure.Category is SourceFailureCategory.Authentication)
        {
            return;
        }

        throw refused.Failure.Category is SourceFailureCategory.Authentication
            ? new SourceException(
                new SourceFailure(
                    SourceFailureCategory.Configuration,
                    "Stripe refuses this server's client id or secret."
                )
            )
            : refused;
    }

    private static string ConnectOf(Uri api) =>
        (api.Host == StripeParts.Api.Host ? StripeParts.Connect : api).GetLeftPart(UriPartial.Authority);
}
