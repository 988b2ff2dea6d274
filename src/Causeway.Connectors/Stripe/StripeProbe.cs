using System.Text.Json;
using Causeway.Connectors.Stripe.Api;
using Causeway.Connectors.Stripe.Catalogue;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Stripe;

/// <summary>Tells whose account an authorization opens: always one.</summary>
internal sealed class StripeProbe(StripeApi stripe) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var account = await ReadAsync(ct);
        var name = account.DisplayName ?? account.Email ?? account.Id;
        var info = new Dictionary<string, string>(StringComparer.Ordinal) { ["account"] = account.Id };
        if (account.Country is { } country)
        {
            info["country"] = country;
        }

        return new SourceIdentity([new SourceOrganisation(account.Id, name)]) { ConnectionInfo = info };
    }

    private async Task<StripeAccount> ReadAsync(CancellationToken ct)
    {
        var record = await stripe.AskAsync("/v1/account", ct);
        try
        {
            return record.Deserialize(StripeJson.Default.StripeAccount) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new SourceException(
                new SourceFailure(
                    SourceFailureCategory.Malformed,
                    "What Stripe says of the account can't be understood."
                ),
                e
            );
        }
    }
}
