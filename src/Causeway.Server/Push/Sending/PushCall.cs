using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Server.Integrations;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Push.Sending;

/// <summary>Asks the source, and says what its answer means for the write. Knows nothing of the database.</summary>
public sealed partial class PushCall(
    SourceSessions sessions,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<PushCall> logger
)
{
    /// <summary>Sends a write. Only an answer of the source itself says that nothing was done; whatever else happens may have taken effect.</summary>
    /// <param name="operation">The write, which is noted as being sent.</param>
    /// <param name="integrationKey">The connector.</param>
    /// <param name="connection">What opens the source.</param>
    public async Task<SourceAnswer> SendAsync(
        PushOperation operation,
        string integrationKey,
        SourceConnection connection
    )
    {
        // Not ended when the server stops: a write that is cut off becomes uncertain, one that is waited for does not.
        using var deadline = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var session = sessions.Open(integrationKey, connection);
        var writer = session.Writer(operation.DataType);
        using var body = JsonDocument.Parse(operation.Body!);
        try
        {
            var write =
                operation.Kind is PushKind.Create
                    ? writer.CreateJsonAsync(body.RootElement, operation.Marker, deadline.Token)
                    : writer.UpdateJsonAsync(operation.TargetId!, body.RootElement, operation.Marker, deadline.Token);
            return new SourceAnswer.Written(await write.WaitAsync(deadline.Token));
        }
        catch (SourceException e)
        {
            return e.Failure.Category switch
            {
                SourceFailureCategory.RateLimited
                or SourceFailureCategory.Unavailable
                or SourceFailureCategory.Configuration => new SourceAnswer.NotNow(e.Failure),
                SourceFailureCategory.Lost or SourceFailureCategory.Malformed => new SourceAnswer.Unknown(
                    e.Failure.Message
                ),
                _ => new SourceAnswer.Refused(e.Failure),
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new SourceAnswer.Unknown("The source did not answer in time.");
        }
        catch (Exception e)
        {
            // The edge of a worker: whatever the connector did wrong, the write may have happened before it.
            Log.Broke(logger, e, operation.Key, integrationKey);
            return new SourceAnswer.Unknown("The connector failed while it wrote.");
        }
    }

    /// <summary>Looks for what a write has made.</summary>
    /// <param name="operation">The write whose outcome is unknown.</param>
    /// <param name="integrationKey">The connector.</param>
    /// <param name="connection">What opens the source.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<SourceAnswer> LookAsync(
        PushOperation operation,
        string integrationKey,
        SourceConnection connection,
        CancellationToken ct
    )
    {
        using var deadline = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        using var session = sessions.Open(integrationKey, connection);
        try
        {
            var found = await session
                .Writer(operation.DataType)
                .FindAsync(operation.Marker, either.Token)
                .WaitAsync(either.Token);
            return found is null ? new SourceAnswer.Absent() : new SourceAnswer.Written(found);
        }
        catch (SourceException e)
        {
            return new SourceAnswer.NotAsked(e.Failure);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return NotAsked("The source did not answer in time.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Broke(logger, e, operation.Key, integrationKey);
            return NotAsked("The connector failed while it looked for the record.");
        }

        static SourceAnswer.NotAsked NotAsked(string message) =>
            new(new SourceFailure(SourceFailureCategory.Unavailable, message));
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The connector {IntegrationKey} broke on the write {PushOperationKey}"
        )]
        public static partial void Broke(
            ILogger logger,
            Exception exception,
            Contracts.PushOperationKey pushOperationKey,
            string integrationKey
        );
    }
}
