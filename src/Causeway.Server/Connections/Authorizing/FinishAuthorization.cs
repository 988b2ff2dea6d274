using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>Takes a user who comes back from a source: makes sure that it is the one who left, redeems the code, and links the connection.</summary>
public sealed partial class FinishAuthorization(
    CausewayDb db,
    ConnectorCatalog catalog,
    StartAuthorization start,
    SourceApplications applications,
    TokenEndpoint endpoint,
    GrantStaging staging,
    ProveIdentity prove,
    RecordAuthorizationFailure failure,
    TimeProvider time,
    ILogger<FinishAuthorization> logger
)
{
    /// <summary>Takes a callback.</summary>
    /// <param name="integrationKey">The integration whose callback it is, by its address.</param>
    /// <param name="callback">Its query.</param>
    /// <param name="browser">The secrets of the browser that brings it.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<CallbackResult> RunAsync(
        string integrationKey,
        IReadOnlyDictionary<string, string> callback,
        IReadOnlyList<string> browser,
        CancellationToken ct
    )
    {
        var hash = AuthorizationState.HashOf(callback.GetValueOrDefault("state", ""));
        var state = await db.Set<AuthorizationState>().AsNoTracking().SingleOrDefaultAsync(s => s.Hash == hash, ct);
        if (state is null)
        {
            Log.Refused(logger, integrationKey, null, CallbackFault.Forged);
            return new CallbackResult(null, CallbackFault.Forged, null);
        }

        if (FaultOf(state, integrationKey, browser) is { } fault)
        {
            return await RefuseAsync(state, fault, ct);
        }

        // Whatever comes of it, it was used: of two that bring the same, one is refused.
        var now = time.GetUtcNow();
        var used = await db.Set<AuthorizationState>()
            .Where(s => s.Hash == hash && s.Used == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Used, now), ct);
        if (used == 0)
        {
            return await RefuseAsync(state, CallbackFault.Replayed, ct);
        }

        var connection = await db.Set<Connection>().AsNoTracking().SingleAsync(c => c.Id == state.ConnectionId, ct);
        var entry = catalog.Get(integrationKey);
        if (entry.Manifest.Auth is not ConnectorAuth.OAuth2 oauth)
        {
            return await RefuseAsync(state, CallbackFault.MixedUp, ct);
        }

        var application = await applications.FindAsync(db, integrationKey, ct);
        if (CallbackCheck.FaultOf(oauth, application, callback, start.Open(state).Values) is { } forged)
        {
            return await RefuseAsync(state, forged, ct);
        }

        var outcome = callback.TryGetValue("error", out var error)
            ? Reported(error)
            : await RedeemAsync(new Return(state, connection, entry, oauth), application, callback, ct);
        await NoteAsync(state, connection, outcome, ct);
        return new CallbackResult(state, null, outcome);
    }

    /// <summary>The way of a browser on which an organisation is still to be chosen, or null.</summary>
    public async Task<AuthorizationState?> FindChoiceAsync(
        ConnectionId connection,
        IReadOnlyList<string> browser,
        CancellationToken ct
    )
    {
        var hashes = browser.Select(AuthorizationState.HashOf).ToList();
        var since = time.GetUtcNow() - TimeSpan.FromHours(1);
        return await db.Set<AuthorizationState>()
            .AsNoTracking()
            .Where(s =>
                s.ConnectionId == connection && hashes.Contains(s.BrowserHash) && s.Grant != null && s.Used > since
            )
            .OrderByDescending(s => s.Used)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Links the organisation that the user chose; without a choice, says what there is to choose from.</summary>
    public async Task<AuthorizationOutcome> ChooseAsync(
        AuthorizationState state,
        string? organisation,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>().AsNoTracking().SingleAsync(c => c.Id == state.ConnectionId, ct);
        var values = start.Open(state).Values;
        if (!string.IsNullOrEmpty(organisation))
        {
            values[SourceConnection.OrganisationField] = new Secret(organisation);
        }

        var manifest = catalog.Get(state.IntegrationKey).Manifest;
        var outcome = await prove.RunAsync(
            new AuthorizationAttempt(connection, manifest, values, state.Grant, ConnectionActor.CompanyUser),
            ct
        );
        await NoteAsync(state, connection, outcome, ct);
        return outcome;
    }

    private CallbackFault? FaultOf(AuthorizationState state, string integrationKey, IReadOnlyList<string> browser) =>
        !state.IsOf(browser) ? CallbackFault.OtherBrowser
        : state.IntegrationKey != integrationKey ? CallbackFault.MixedUp
        : state.Used is not null ? CallbackFault.Replayed
        : state.Expires <= time.GetUtcNow() ? CallbackFault.Late
        : null;

    private async Task<AuthorizationOutcome> RedeemAsync(
        Return back,
        SourceApplication? application,
        IReadOnlyDictionary<string, string> callback,
        CancellationToken ct
    )
    {
        if (application is null)
        {
            return new AuthorizationOutcome.Refused(
                Refusal.Conflict($"{back.Entry.Manifest.Name} is not set up on this server any more."),
                AuthorizationFault.Setup
            );
        }

        if (!callback.TryGetValue("code", out var code) || code.Length == 0)
        {
            return new AuthorizationOutcome.Refused(Refusal.Invalid("The source sent no authorization."));
        }

        var (verifier, values) = start.Open(back.State);
        var answer = await endpoint.RedeemAsync(
            GrantTokens.ClientOf(back.OAuth, application, values),
            code,
            start.RedirectUri(back.Entry.Manifest.Key),
            back.OAuth.Pkce ? verifier : null,
            ct
        );
        if (answer is not TokenAnswer.Granted granted)
        {
            return new AuthorizationOutcome.Refused(
                TokenRefusal.For(answer, byUser: false),
                TokenRefusal.FaultOf(answer, byUser: false)
            );
        }

        var fields = MigrateTokens.FieldsOf(back.OAuth, values);
        if (CallbackCheck.Keep(back.OAuth, callback, granted, values) is { } missing)
        {
            return new AuthorizationOutcome.Refused(missing);
        }

        var grant = await staging.StageAsync(back.Entry.Manifest.Key, fields, granted, time.GetUtcNow(), ct);
        await RememberAsync(back.State, grant, values);
        return await prove.RunAsync(
            new AuthorizationAttempt(back.Connection, back.Entry.Manifest, values, grant, ConnectionActor.CompanyUser),
            ct
        );
    }

    // For the page on which an organisation is chosen.
    private Task<int> RememberAsync(AuthorizationState state, GrantId grant, Dictionary<string, Secret> values)
    {
        var sealedValues = start.Seal(state.Hash, values);
        return db.Set<AuthorizationState>()
            .Where(s => s.Hash == state.Hash)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(s => s.Grant, grant).SetProperty(s => s.SealedValues, sealedValues)
            );
    }

    // What a source reports is shown as a code, never as its text.
    private static AuthorizationOutcome.Refused Reported(string error) =>
        error is "access_denied"
            ? new AuthorizationOutcome.Refused(CallbackResult.Cancelled)
            : new AuthorizationOutcome.Refused(
                Refusal.Invalid(
                    error.Length <= 64 && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                        ? $"The source reports: {error}."
                        : "The source reports an error."
                )
            );

    private async Task NoteAsync(
        AuthorizationState state,
        Connection connection,
        AuthorizationOutcome outcome,
        CancellationToken ct
    )
    {
        if (outcome is AuthorizationOutcome.Done or AuthorizationOutcome.ChooseOrganisation)
        {
            return;
        }

        var refusal = outcome.Refusal!;
        await (
            refusal == CallbackResult.Cancelled
                ? failure.RunAsync(connection.Id, refusal.StatusCode, refusal.Message, refusal.Message, ct)
                : failure.RunAsync(connection.Id, refusal, ct)
        );
        Log.Failed(logger, state.IntegrationKey, connection.Id, refusal.StatusCode);
    }

    private async Task<CallbackResult> RefuseAsync(AuthorizationState state, CallbackFault fault, CancellationToken ct)
    {
        Log.Refused(logger, state.IntegrationKey, state.ConnectionId, fault);
        await failure.NoteAsync(state.ConnectionId, CallbackCheck.Explain(fault), ct);
        return new CallbackResult(state, fault, null);
    }

    private sealed record Return(
        AuthorizationState State,
        Connection Connection,
        CatalogEntry Entry,
        ConnectorAuth.OAuth2 OAuth
    );

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A callback of {IntegrationKey} for connection {ConnectionId} was refused: {Fault}"
        )]
        public static partial void Refused(
            ILogger logger,
            string integrationKey,
            ConnectionId? connectionId,
            CallbackFault fault
        );

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} to {IntegrationKey} was not linked ({StatusCode})"
        )]
        public static partial void Failed(
            ILogger logger,
            string integrationKey,
            ConnectionId connectionId,
            int statusCode
        );
    }
}
