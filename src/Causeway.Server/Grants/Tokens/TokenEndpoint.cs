using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Gateway;
using Duende.IdentityModel.Client;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Grants.Tokens;

/// <summary>Speaks to token endpoints, and says what their answers mean. It never sends anything twice.</summary>
public sealed class TokenEndpoint(SourceGateway gateway, IOptions<GrantsOptions> options, TimeProvider time)
{
    // Errors that say that the client is wrong, or the request, and so the connector or its registration; and of those that end the authorization
    // there is but one.
    private const string InvalidGrant = "invalid_grant";

    private static readonly string[] Busy = ["temporarily_unavailable", "server_error", "slow_down"];

    /// <summary>Redeems an authorization code.</summary>
    public Task<TokenAnswer> RedeemAsync(
        TokenClient client,
        string code,
        string redirectUri,
        string? verifier,
        CancellationToken ct
    ) =>
        AskAsync(
            client,
            (http, token) =>
                http.RequestAuthorizationCodeTokenAsync(
                    Prepared(
                        client,
                        new AuthorizationCodeTokenRequest
                        {
                            Code = code,
                            RedirectUri = redirectUri,
                            CodeVerifier = verifier,
                        }
                    ),
                    token
                ),
            ct
        );

    /// <summary>Redeems a refresh token.</summary>
    public Task<TokenAnswer> RefreshAsync(TokenClient client, Secret refreshToken, CancellationToken ct) =>
        AskAsync(
            client,
            (http, token) =>
                http.RequestRefreshTokenAsync(
                    Prepared(client, new RefreshTokenRequest { RefreshToken = refreshToken.Reveal() }),
                    token
                ),
            ct
        );

    /// <summary>Gets a token for a client's own credentials.</summary>
    public Task<TokenAnswer> RequestAsync(TokenClient client, string? scope, CancellationToken ct) =>
        AskAsync(
            client,
            (http, token) =>
                http.RequestClientCredentialsTokenAsync(
                    Prepared(client, new ClientCredentialsTokenRequest { Scope = scope }),
                    token
                ),
            ct
        );

    private static TRequest Prepared<TRequest>(TokenClient client, TRequest request)
        where TRequest : TokenRequest
    {
        request.Address = client.Address;
        request.ClientId = client.Application.Id;
        request.ClientSecret = client.Application.Secret?.Reveal();
        request.ClientCredentialStyle =
            client.Proof is ClientProof.Header
                ? ClientCredentialStyle.AuthorizationHeader
                : ClientCredentialStyle.PostBody;
        foreach (var (name, value) in client.Parameters)
        {
            request.Parameters.AddOptional(name, value);
        }

        foreach (var (name, value) in client.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<TokenAnswer> AskAsync(
        TokenClient client,
        Func<HttpClient, CancellationToken, Task<TokenResponse>> send,
        CancellationToken ct
    )
    {
        using var http = gateway.OpenPlain(options.Value.TokenTimeout);
        using var response = new DisposableAnswer();
        try
        {
            await gateway.CheckAsync(client.Address, ct);
            response.Answer = await send(http, ct);
        }
        catch (SourceException e)
        {
            return new TokenAnswer.NotNow(e.Failure.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new TokenAnswer.Lost("The source did not answer in time.");
        }

        return Judge(response.Answer, client);
    }

    private TokenAnswer Judge(TokenResponse answer, TokenClient client)
    {
        if (answer.ErrorType is ResponseErrorType.Exception && answer.HttpResponse is null)
        {
            return NeverSent(answer.Exception)
                ? new TokenAnswer.NotNow("The source can't be reached.")
                : new TokenAnswer.Lost("The connection to the source broke before its answer came.");
        }

        var status = answer.HttpStatusCode;
        if (answer is { IsError: false, AccessToken: { Length: > 0 } access })
        {
            return new TokenAnswer.Granted(
                new Secret(access),
                string.IsNullOrEmpty(answer.RefreshToken) ? null : new Secret(answer.RefreshToken),
                answer.ExpiresIn
            )
            {
                IdleExpiresIn = SecondsOf(answer, client.Rules.IdleExpiresInMember),
                AbsoluteExpiresIn = SecondsOf(answer, client.Rules.AbsoluteExpiresInMember),
                Values = KeptOf(answer, client.Kept),
            };
        }

        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return new TokenAnswer.NotNow("The source is busy.", RetryAfterOf(answer));
        }

        var error = ErrorOf(answer);
        return error switch
        {
            InvalidGrant => new TokenAnswer.Ended(error),
            not null when client.Rules.DeadGrantErrors.Contains(error) => new TokenAnswer.Ended(error),
            not null when Busy.Contains(error) => new TokenAnswer.NotNow(
                $"The source says {error}.",
                RetryAfterOf(answer)
            ),
            not null when (int)status is >= 400 and < 500 => new TokenAnswer.ClientRefused(error),
            _ when status is HttpStatusCode.Unauthorized => new TokenAnswer.ClientRefused("401"),
            // A proxy in between, or something that has nothing to do with OAuth.
            _ when (int)status is >= 300 and < 500 => new TokenAnswer.NotNow($"The source answered {(int)status}."),
            // It may have been done before it failed.
            _ when (int)status >= 500 => new TokenAnswer.Lost($"The source answered {(int)status}."),
            _ => new TokenAnswer.Lost("The source answered something that can't be understood."),
        };
    }

    // Before the request was on its way, nothing can have been redeemed.
    private static bool NeverSent(Exception? e) =>
        e switch
        {
            SourceException => true,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError,
            } => true,
            HttpRequestException { InnerException: SourceException } => true,
            HttpRequestException
            {
                InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            } => true,
            _ => false,
        };

    private static string? ErrorOf(TokenResponse answer)
    {
        // What the answer says, not what the library says about an answer that has no such member.
        var error =
            answer.Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out var value)
                ? value.ValueKind is JsonValueKind.String
                    ? value.GetString()
                    : null
                : null;
        return string.IsNullOrEmpty(error) || error.Length > 100 ? null : error;
    }

    private static long? SecondsOf(TokenResponse answer, string? member) =>
        member is not null
        && long.TryParse(answer.TryGet(member), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;

    private static Dictionary<string, Secret> KeptOf(TokenResponse answer, IReadOnlyList<KeptValue> kept) =>
        kept.Select(k => (k.Name, Value: answer.TryGet(k.Parameter)))
            .Where(k => !string.IsNullOrEmpty(k.Value))
            .ToDictionary(k => k.Name, k => new Secret(k.Value!), StringComparer.Ordinal);

    private TimeSpan? RetryAfterOf(TokenResponse answer) =>
        RetryAfter.Of(answer.HttpResponse?.Headers, time.GetUtcNow());

    private sealed class DisposableAnswer : IDisposable
    {
        public TokenResponse Answer { get; set; } = new();

        public void Dispose() => Answer.HttpResponse?.Dispose();
    }
}

/// <summary>Who asks a token endpoint, and how.</summary>
public sealed record TokenClient
{
    public required string Address { get; init; }

    public required SourceApplication Application { get; init; }

    public required ClientProof Proof { get; init; }

    public required TokenRules Rules { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KeptValue> Kept { get; init; } = [];
}
