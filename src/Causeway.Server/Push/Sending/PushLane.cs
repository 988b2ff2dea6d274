using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wolverine;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Push.Sending;

/// <summary>
/// The writes of one connection: sent one at a time, in the order in which they were accepted. What is about to be done is committed before the
/// source is called, and what it answered after, so that at any moment the rows say what may have happened.
/// </summary>
public sealed partial class PushLane(
    IServiceScopeFactory scopes,
    PushCall call,
    SendingProcess process,
    ConnectorCatalog catalog,
    ConnectionSources credentials,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<PushLane> logger
)
{
    private const int RecordingTries = 10;

    /// <summary>Does the next thing that is due.</summary>
    /// <returns>Whether something was done, so that there may be more.</returns>
    public async Task<bool> AdvanceAsync(CompanyId companyId, ConnectionId connectionId, CancellationToken ct)
    {
        if (await ClaimAsync(companyId, connectionId, ct) is not { } step)
        {
            return false;
        }

        var answer =
            step.Operation.State is PushState.Sending
                ? await call.SendAsync(step.Operation, step.IntegrationKey, step.Source)
                : await call.LookAsync(step.Operation, step.IntegrationKey, step.Source, ct);
        await RecordAsync(step.Operation, answer);
        return true;
    }

    // Commits what is going to be done next. Of several processes that try, one succeeds.
    private async Task<Step?> ClaimAsync(CompanyId companyId, ConnectionId connectionId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
        var db = outbox.DbContext;
        var now = time.GetUtcNow();
        var unsettled = db.Set<PushOperation>().Unsettled(connectionId);
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
        if (connection is not { Status: ConnectionStatus.Linked })
        {
            await StopAsync(outbox, connection, unsettled, ct);
            return null;
        }

        if (await NextAsync(unsettled, now, ct) is not { } operation)
        {
            return null;
        }

        // Throws when the server came back without the connector: the writes wait until it is there again.
        _ = catalog.Get(connection.IntegrationKey);
        if (await OpenAsync(outbox, connection, ct) is not { } source)
        {
            return null;
        }

        if (operation.State is PushState.Sending)
        {
            operation.Lose("Whoever sent it ended before it had noted an answer.", now);
        }

        if (operation.State is PushState.Uncertain)
        {
            operation.Look(process.Id, options.Value, now);
        }
        else
        {
            operation.Send(process.Id, options.Value, now);
        }

        await outbox.ScheduleAsync(new AdvancePushes(companyId, connectionId), operation.Due!.Value);
        try
        {
            await outbox.SaveChangesAndFlushMessagesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Whoever was quicker goes on with it.
            return null;
        }

        return new Step(operation, connection.IntegrationKey, source);
    }

    private async Task<SourceConnection?> OpenAsync(
        IDbContextOutbox<CausewayDb> outbox,
        Connection connection,
        CancellationToken ct
    )
    {
        try
        {
            return await credentials.ReadAsync(outbox.DbContext, connection, ct);
        }
        catch (SourceException e)
        {
            // Linked and yet without credentials: nothing can be done for it until it is authorized again.
            await DeauthorizeAsync(connection.Id, e.Failure, outbox);
            await outbox.SaveChangesAndFlushMessagesAsync(ct);
            return null;
        }
    }

    private async Task<PushOperation?> NextAsync(
        IQueryable<PushOperation> unsettled,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var aside = unsettled
            .Where(o => o.StandsAside && (o.Due == null || o.Due <= now || o.Sender != null))
            .OrderBy(o => o.Sequence);
        await foreach (var operation in aside.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (await process.IsFreeAsync(operation, now, ct))
            {
                return operation;
            }
        }

        // One that is not due holds back all that came after it.
        var first = await unsettled.Where(o => !o.StandsAside).OrderBy(o => o.Sequence).FirstOrDefaultAsync(ct);
        return first is not null && await process.IsFreeAsync(first, now, ct) ? first : null;
    }

    // A connection that can't be used: what was not sent never will be; what is uncertain waits until the source can be asked again.
    private async Task StopAsync(
        IDbContextOutbox<CausewayDb> outbox,
        Connection? connection,
        IQueryable<PushOperation> unsettled,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        foreach (var operation in await unsettled.OrderBy(o => o.Sequence).ToListAsync(ct))
        {
            var wasOpen = operation.Status is PushStatus.Pending;
            if (connection is null)
            {
                operation.ConnectionGone(now);
            }
            else if (operation.State is PushState.Pending)
            {
                var why = $"The connection is {connection.Status}; the write was not sent.";
                operation.Fail(PushActor.Server, StatusCodes.Status400BadRequest, why, [], now);
            }

            if (wasOpen && operation.Status is not PushStatus.Pending)
            {
                await outbox.PublishAsync(PushCompleted.Of(operation));
            }
        }

        await outbox.SaveChangesAndFlushMessagesAsync(ct);
    }

    // What the source has answered must not get lost, whoever stops the server or changes the row meanwhile.
    private async Task RecordAsync(PushOperation sent, SourceAnswer answer)
    {
        for (var remaining = RecordingTries; ; remaining--)
        {
            await using var scope = scopes.CreateAsyncScope();
            var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
            var operation = await outbox
                .DbContext.Set<PushOperation>()
                .SingleOrDefaultAsync(o => o.Sequence == sent.Sequence, CancellationToken.None);
            if (operation is null)
            {
                // The company was deleted.
                return;
            }

            var wasOpen = operation.Status is PushStatus.Pending;
            await ApplyAsync(operation, sent, answer, outbox);
            if (wasOpen && operation.Status is not PushStatus.Pending)
            {
                await outbox.PublishAsync(PushCompleted.Of(operation));
            }

            if (operation is { IsSettled: false, Due: { } due })
            {
                await outbox.ScheduleAsync(new AdvancePushes(operation.CompanyId, operation.ConnectionId), due);
            }

            try
            {
                await outbox.SaveChangesAndFlushMessagesAsync(CancellationToken.None);
                Log.Moved(logger, operation.Key, operation.State, operation.Attempt);
                return;
            }
            catch (DbUpdateConcurrencyException) when (remaining > 1)
            {
                // The client's time ran out, or the connection was stopped, in this very moment.
            }
        }
    }

    private async Task ApplyAsync(
        PushOperation operation,
        PushOperation sent,
        SourceAnswer answer,
        IDbContextOutbox<CausewayDb> outbox
    )
    {
        var now = time.GetUtcNow();
        var isOurs = operation.State == sent.State && operation.Attempt == sent.Attempt;
        switch (answer)
        {
            case SourceAnswer.Written written
                when isOurs || operation.State is PushState.Pending or PushState.Uncertain:
                operation.Succeed(written.Result, now);
                break;
            case SourceAnswer.Written written:
                Log.AnsweredLate(logger, operation.Key, sent.Attempt);
                operation.AnsweredLate(sent.Attempt, $"the source has the record {written.Result.RecordId}.", now);
                break;
            case var _ when !isOurs:
                break;
            case SourceAnswer.Refused refused:
                operation.Fail(
                    PushActor.Source,
                    PushFailure.StatusCodeOf(refused.Failure.Category),
                    refused.Failure.Message,
                    refused.Failure.Fields,
                    now
                );
                await DeauthorizeAsync(operation.ConnectionId, refused.Failure, outbox);
                break;
            case SourceAnswer.NotNow notNow:
                operation.Defer(notNow.Failure, options.Value, now);
                break;
            case SourceAnswer.Unknown unknown:
                operation.Lose(unknown.Reason, now);
                break;
            case SourceAnswer.Absent:
                operation.NotFound(options.Value, now);
                break;
            case SourceAnswer.NotAsked notAsked:
                operation.CannotAsk(notAsked.Failure, options.Value, now);
                await DeauthorizeAsync(operation.ConnectionId, notAsked.Failure, outbox);
                break;
        }
    }

    private async Task DeauthorizeAsync(
        ConnectionId connectionId,
        SourceFailure failure,
        IDbContextOutbox<CausewayDb> outbox
    )
    {
        if (failure.Category is not SourceFailureCategory.Authentication)
        {
            return;
        }

        var connection = await outbox
            .DbContext.Set<Connection>()
            .SingleOrDefaultAsync(c => c.Id == connectionId, CancellationToken.None);
        if (connection is not null && connection.Deauthorize(failure.Message, time.GetUtcNow()))
        {
            await outbox.PublishAsync(new ConnectionStopped(connection.CompanyId, connection.Id));
        }
    }

    private sealed record Step(PushOperation Operation, string IntegrationKey, SourceConnection Source);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The write {PushOperationKey} is {State} after attempt {Attempt}"
        )]
        public static partial void Moved(
            ILogger logger,
            PushOperationKey pushOperationKey,
            PushState state,
            int attempt
        );

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Attempt {Attempt} of the write {PushOperationKey} took effect after another was sent: the source may hold it twice"
        )]
        public static partial void AnsweredLate(ILogger logger, PushOperationKey pushOperationKey, int attempt);
    }
}
