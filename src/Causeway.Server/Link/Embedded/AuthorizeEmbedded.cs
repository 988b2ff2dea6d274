using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Causeway.Server.Link.Embedded;

/// <summary>A component's form: what the integration asks for, the user's consent, and what was entered, tried at the source.</summary>
public static class AuthorizeEmbedded
{
    public static void Map(IEndpointRouteBuilder component)
    {
        var connection = component.MapGroup("/connections/{connectionId}");
        connection.MapGet("/authorization", GetAsync);
        connection.MapPost("/consent", ConsentAsync);
        connection.MapPost("/authorize", AuthorizeAsync);
    }

    /// <summary>Refuses what its user has not agreed to.</summary>
    public static Refusal NoConsent { get; } =
        Refusal.Invalid("consent", "The user has not agreed to share, or too long ago.");

    private static async Task<IResult> GetAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        StartAuthorization start,
        CancellationToken ct
    )
    {
        var found = await company.FindToAuthorizeAsync(connectionId, ct);
        if (found.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var (connection, entry) = found.Value;
        var texts = await company.TextsAsync(ct);
        var other = entry.Manifest.Auth is ConnectorAuth.OAuth2 oauth ? oauth.Otherwise : null;
        var body = new EmbeddedAuthorizationBody
        {
            Connection = company.BodyOf(connection, entry.Manifest),
            Integration = company.BodyOf(entry, texts),
            AtOnce = await IsAtOnceAsync(connection, start, ct),
            Fields = [.. entry.Manifest.Auth.Fields.Select(f => EmbeddedFieldBody.From(f, texts))],
            KeyFields = other is null ? null : [.. other.Fields.Select(f => EmbeddedFieldBody.From(f, texts))],
        };
        return TypedResults.Json(body, EmbeddedJson.Default.EmbeddedAuthorizationBody);
    }

    /// <summary>Whether its user agreed once, and has come back to give the access again: nothing is asked.</summary>
    public static async Task<bool> IsAtOnceAsync(
        Connection connection,
        StartAuthorization start,
        CancellationToken ct
    ) =>
        connection.Status is ConnectionStatus.Deauthorized or ConnectionStatus.Unlinked
        && await start.FindEnteredAsync(connection, ct) is not null;

    private static async Task<IResult> ConsentAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        ConsentProof consent,
        CancellationToken ct
    ) =>
        (await company.FindToAuthorizeAsync(connectionId, ct))
            .Then(found => new EmbeddedConsentBody(consent.Give(found.Connection.Id)))
            .ToHttp(EmbeddedJson.Default.EmbeddedConsentBody);

    private static async Task<IResult> AuthorizeAsync(
        ConnectionId connectionId,
        ValuesBody body,
        EmbeddedCompany company,
        ConsentProof consent,
        AuthorizeConnection authorize,
        CancellationToken ct
    )
    {
        var found = await company.FindToAuthorizeAsync(connectionId, ct);
        if (found.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        if (!consent.IsGiven(connectionId, body.Consent))
        {
            return new ErrorResult(NoConsent);
        }

        // Tokens are not for users to enter.
        var given = body.Values ?? new Dictionary<string, string?>();
        var (connection, entry) = found.Value;
        if (entry.Manifest.Auth is ConnectorAuth.OAuth2 oauth && !oauth.IsOtherwise(given))
        {
            return new ErrorResult(Refusal.Invalid("values", $"{entry.Manifest.Name} is authorized at the source."));
        }

        var outcome = await authorize.RunAsync(company.Id, connectionId, given, ConnectionActor.CompanyUser, ct);
        return outcome switch
        {
            AuthorizationOutcome.Done done => Answer(new(company.BodyOf(done.Connection, entry.Manifest), null)),
            AuthorizationOutcome.ChooseOrganisation choice => Answer(
                new(
                    company.BodyOf(connection, entry.Manifest),
                    [.. choice.Organisations.Select(o => new EmbeddedOrganisationBody(o.Id, o.Name))]
                )
            ),
            AuthorizationOutcome.Refused refused => new ErrorResult(
                await company.InPlainWordsAsync(refused.Refusal, refused.Fault, entry.Manifest.Name, ct)
            ),
            _ => new ErrorResult(outcome.Refusal!),
        };
    }

    private static JsonHttpResult<EmbeddedOutcomeBody> Answer(EmbeddedOutcomeBody body) =>
        TypedResults.Json(body, EmbeddedJson.Default.EmbeddedOutcomeBody);

    /// <param name="Consent">What proves that the user agreed.</param>
    /// <param name="Values">Values by the names of the fields.</param>
    public sealed record ValuesBody(string? Consent, IReadOnlyDictionary<string, string?>? Values);
}
