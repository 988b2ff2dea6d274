using System.Net;
using System.Net.Http.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Gateway;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Duende.IdentityModel.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wolverine.Attributes;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Revocation;

/// <summary>Ends access at a source that was given up here.</summary>
/// <param name="Id">The <see cref="PendingRevocation"/>.</param>
public sealed record RevokeAtSource(Guid Id)
{
    public static SealPurpose TokensOf(Guid id) => new("Causeway.Revocations.Tokens", id.ToString("D"));

    public static SealPurpose ValuesOf(Guid id) => new("Causeway.Revocations.Values", id.ToString("D"));
}

public static class RevokeAtSourceHandler
{
    [NonTransactional]
    public static Task HandleAsync(RevokeAtSource message, SourceAccessEnd end, CancellationToken ct) =>
        end.RunAsync(message.Id, ct);
}

/// <summary>Tries to end access at its source, and again until it is done.</summary>
public sealed partial class SourceAccessEnd(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectorCatalog catalog,
    SourceSessions sessions,
    SourceGateway gateway,
    SourceApplications applications,
    AccessTokens live,
    TokenEndpoint endpoint,
    Vault vault,
    IOptions<GrantsOptions> options,
    TimeProvider time,
    ILogger<SourceAccessEnd> logger
)
{
    // By then no source keeps an unused authorization, and to keep its tokens any longer would do more harm than good.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(90);

    // Errors that say that the request was wrong, not the token.
    private static readonly string[] Ours =
    [
        "invalid_client",
        "unauthorized_client",
        "invalid_request",
        "unsupported_token_type",
    ];

    private readonly CausewayDb db = outbox.DbContext;

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var pending = await db.Set<PendingRevocation>().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (pending is null)
        {
            return;
        }

        if (await TryAsync(pending, ct) is not { } problem)
        {
            await DoneAsync(pending);
            Log.Revoked(logger, pending.IntegrationKey, pending.ConnectionId);
            return;
        }

        if (time.GetUtcNow() - pending.Since > GiveUpAfter)
        {
            await DoneAsync(pending);
            Log.GaveUp(logger, pending.IntegrationKey, pending.ConnectionId, problem);
            return;
        }

        var next = time.GetUtcNow() + pending.Failed();
        Log.Failed(logger, pending.IntegrationKey, pending.ConnectionId, problem, next);
        await outbox.SaveAsync(CancellationToken.None, new ScheduledMessage(new RevokeAtSource(pending.Id), next));
    }

    private Task<int> DoneAsync(PendingRevocation pending)
    {
        db.Remove(pending);
        return db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<string?> TryAsync(PendingRevocation pending, CancellationToken ct)
    {
        if (!catalog.TryGet(pending.IntegrationKey, out var entry))
        {
            return "This server no longer has the integration.";
        }

        try
        {
            var application = await applications.FindAsync(db, pending.IntegrationKey, ct);
            return entry.Parts.Revocation is not null ? await InItsOwnWayAsync(pending, application, ct)
                : entry.Manifest.Auth is ConnectorAuth.OAuth2 { Revocation: { } standard } oauth
                && application is not null
                    ? await ByTheStandardAsync(oauth, standard, application, TokensOf(pending)!, ct)
                : "This server has no client id and secret for the integration.";
        }
        catch (SourceException e)
        {
            // What is refused as ended has ended.
            return e.Failure.Category is SourceFailureCategory.Authentication ? null : e.Failure.Message;
        }
        catch (HttpRequestException)
        {
            return "The source can't be reached.";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "The source did not answer in time.";
        }
    }

    private async Task<string?> InItsOwnWayAsync(
        PendingRevocation pending,
        SourceApplication? application,
        CancellationToken ct
    )
    {
        var held = TokensOf(pending);
        using var session = sessions.Open(
            pending.IntegrationKey,
            new SourceConnection
            {
                ConnectionId = pending.ConnectionId,
                Created = pending.Since,
                Values = pending.SealedValues is { } values
                    ? Vault.Read(vault.Open(RevokeAtSource.ValuesOf(pending.Id), values))
                    : new Dictionary<string, Secret>(StringComparer.Ordinal),
                Application = application,
                Tokens =
                    pending.GrantId is { } shared ? new SourceTokens(live, shared)
                    : held is not null ? new LastTokens(held, set => RenewAsync(pending, application, set, ct))
                    : null,
            }
        );
        await session.Revocation()!.RevokeAsync(ct);
        return null;
    }

    private TokenSet? TokensOf(PendingRevocation pending) =>
        pending.SealedTokens is { } held ? TokenSet.Read(vault.Open(RevokeAtSource.TokensOf(pending.Id), held)) : null;

    // Nobody else has these tokens any more, and this message is handled by one process at a time.
    private async Task<TokenSet?> RenewAsync(
        PendingRevocation pending,
        SourceApplication? application,
        TokenSet held,
        CancellationToken ct
    )
    {
        if (
            application is null
            || held.RefreshToken is null
            || catalog.Get(pending.IntegrationKey).Manifest.Auth is not ConnectorAuth.OAuth2 oauth
        )
        {
            return null;
        }

        var client = GrantTokens.ClientOf(oauth, application, held.Fields);
        switch (await endpoint.RefreshAsync(client, held.RefreshToken, CancellationToken.None))
        {
            case TokenAnswer.Granted granted:
                var renewed = held with
                {
                    AccessToken = granted.AccessToken,
                    RefreshToken = granted.RefreshToken ?? held.RefreshToken,
                };
                pending.Renew(vault.Seal(RevokeAtSource.TokensOf(pending.Id), renewed.Write()));
                await db.SaveChangesAsync(CancellationToken.None);
                return renewed;
            case TokenAnswer.Ended:
                return null;
            default:
                ct.ThrowIfCancellationRequested();
                throw new SourceException(
                    new SourceFailure(SourceFailureCategory.Unavailable, "Its tokens can't be renewed for it now.")
                );
        }
    }

    private async Task<string?> ByTheStandardAsync(
        ConnectorAuth.OAuth2 oauth,
        TokenRevocation standard,
        SourceApplication application,
        TokenSet held,
        CancellationToken ct
    )
    {
        var address = AddressTemplate.Fill(standard.Address, held.Fields);
        await gateway.CheckAsync(address, ct);
        using var http = gateway.OpenPlain(options.Value.TokenTimeout);
        var takesRefresh = !standard.TakesAccessToken && held.RefreshToken is not null;
        var token = (takesRefresh ? held.RefreshToken! : held.AccessToken).Reveal();
        if (standard.TakesJson)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = JsonContent.Create(new Dictionary<string, string> { ["token"] = token }),
            };
            request.Headers.Authorization = new BasicAuthenticationOAuthHeaderValue(
                application.Id,
                application.Secret?.Reveal() ?? ""
            );
            using var response = await http.SendAsync(request, ct);
            return ProblemOf(response.StatusCode, null);
        }

        using var revocation = new TokenRevocationRequest
        {
            Address = address,
            ClientId = application.Id,
            ClientSecret = application.Secret?.Reveal(),
            ClientCredentialStyle =
                oauth.ClientProof is ClientProof.Header
                    ? ClientCredentialStyle.AuthorizationHeader
                    : ClientCredentialStyle.PostBody,
            Token = token,
            TokenTypeHint = takesRefresh ? "refresh_token" : "access_token",
        };
        var answer = await http.RevokeTokenAsync(revocation, ct);
        using var raw = answer.HttpResponse;
        return answer.ErrorType is ResponseErrorType.Exception && raw is null
            ? "The source can't be reached, or did not answer."
            : ProblemOf(answer.HttpStatusCode, answer.Error);
    }

    // A token that the source does not know has ended: some say so with 400.
    private static string? ProblemOf(HttpStatusCode status, string? error) =>
        (int)status is >= 200 and < 300 || (status is HttpStatusCode.BadRequest && !Ours.Contains(error))
            ? null
            : $"The source answered {(int)status}.";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Access of connection {ConnectionId} to {IntegrationKey} ended at the source"
        )]
        public static partial void Revoked(ILogger logger, string integrationKey, ConnectionId connectionId);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Access of connection {ConnectionId} to {IntegrationKey} could not be ended at the source: {Reason} Next try at {Next}"
        )]
        public static partial void Failed(
            ILogger logger,
            string integrationKey,
            ConnectionId connectionId,
            string reason,
            DateTimeOffset next
        );

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Access of connection {ConnectionId} to {IntegrationKey} was never ended at the source, and is not tried any more: {Reason}"
        )]
        public static partial void GaveUp(
            ILogger logger,
            string integrationKey,
            ConnectionId connectionId,
            string reason
        );
    }
}

/// <summary>The tokens of access that is being given up.</summary>
internal sealed class LastTokens(TokenSet held, Func<TokenSet, Task<TokenSet?>> renew) : ISourceTokens
{
    private TokenSet held = held;

    public ValueTask<Secret> GetAsync(CancellationToken ct) => new(held.AccessToken);

    public async ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken ct)
    {
        if (!refused.Equals(held.AccessToken))
        {
            return held.AccessToken;
        }

        if (await renew(held) is not { } renewed)
        {
            return null;
        }

        held = renewed;
        return held.AccessToken;
    }
}
