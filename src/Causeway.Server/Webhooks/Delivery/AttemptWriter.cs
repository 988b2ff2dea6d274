using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>
/// Saves what came of attempts: all that came in while the last transaction was committed go into the next one, so that a thousand deliveries a
/// second cost some tens of transactions.
/// </summary>
public sealed partial class AttemptWriter(
    IServiceScopeFactory scopes,
    DatabaseOptions database,
    TimeProvider time,
    ILogger<AttemptWriter> logger
)
{
    private const int MostAtOnce = 500;

    private readonly Channel<Pending> results = Channel.CreateUnbounded<Pending>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>Saves an attempt.</summary>
    /// <returns>Completes when it is committed.</returns>
    public Task WriteAsync(AttemptResult result)
    {
        var pending = new Pending(result, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        results.Writer.TryWrite(pending);
        return pending.Saved.Task;
    }

    /// <summary>Saves until it is told to stop; whatever is not saved then is delivered again by the next who delivers.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await results.Reader.WaitToReadAsync(ct))
            {
                await SaveAsync(Take(), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            while (Take() is { Count: > 0 } left)
            {
                await SaveAsync(left, ct);
            }
        }
    }

    private List<Pending> Take()
    {
        var batch = new List<Pending>();
        while (batch.Count < MostAtOnce && results.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }

        return batch;
    }

    private async Task SaveAsync(List<Pending> batch, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await SaveOnceAsync(batch.ConvertAll(p => p.Result));
                batch.ForEach(p => p.Saved.TrySetResult());
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // The edge of a worker: the database is away, or a consumer was deleted in this very moment.
                Log.Failed(logger, e, batch.Count);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), ct));
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, batch.Count);
                batch.ForEach(p => p.Saved.TrySetCanceled(ct));
                return;
            }
        }
    }

    private async Task SaveOnceAsync(IReadOnlyList<AttemptResult> batch)
    {
        var ct = CancellationToken.None;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var isSqlite = database.Kind is DatabaseKind.Sqlite;
        var rows = JsonSerializer.Serialize(
            batch.Select(r => AttemptRow.Of(r, isSqlite)).ToList(),
            AttemptJson.Default.ListAttemptRow
        );
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Consumers before their messages, as who deletes one locks them.
        foreach (var health in batch.Select(r => r.Health).OfType<Health>().GroupBy(h => h.WebhookId))
        {
            var last = health.Last();
            var (id, since, failure) = (last.WebhookId, last.FailingSince, last.LastFailure);
            await db.Set<Consumers.WebhookConsumer>()
                .Where(c => c.Id == id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.FailingSince, since).SetProperty(c => c.LastFailure, failure),
                    ct
                );
        }

        await db.Database.ExecuteSqlRawAsync(isSqlite ? SqliteUpdate : PostgresUpdate, [rows], ct);
        await db.Database.ExecuteSqlRawAsync(isSqlite ? SqliteInsert : PostgresInsert, [rows], ct);
        foreach (
            var result in batch.Where(r => r.GaveUp is not null && !EventTypes.IsAboutWebhooks(r.Message.EventType))
        )
        {
            db.Add(
                EventDraft.Of(
                    EventTypes.WebhookMessageFailed,
                    result.GaveUp!,
                    EventJson.Default.EventBodyWebhookMessageFailedPayload,
                    time,
                    result.GaveUp!.WebhookId
                )
            );
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private const string SqliteUpdate = """
        UPDATE webhook_messages SET
            status = r.status, due = r.due, attempts = r.number, tries = r.tries,
            last_attempt = r.attempted, response_code = r.code, error = r.error
        FROM (
            SELECT value ->> 'sequence' AS sequence, value ->> 'status' AS status, value ->> 'due' AS due,
                value ->> 'number' AS number, value ->> 'tries' AS tries, value ->> 'attempted' AS attempted,
                value ->> 'code' AS code, value ->> 'error' AS error
            FROM json_each({0})
        ) AS r
        WHERE webhook_messages.sequence = r.sequence
        """;

    private const string SqliteInsert = """
        INSERT INTO webhook_attempts (message_sequence, number, attempted, duration, response_code, error,
            request_headers, response_headers, response_body)
        SELECT m.sequence, value ->> 'number', value ->> 'attempted', value ->> 'duration', value ->> 'code', value ->> 'error',
            value ->> 'requestHeaders', value ->> 'responseHeaders', value ->> 'responseBody'
        FROM json_each({0}) JOIN webhook_messages m ON m.sequence = value ->> 'sequence'
        """;

    private const string PostgresRows = """
        json_to_recordset({0}::json) AS r(sequence bigint, status text, due timestamptz, number int, tries int, attempted timestamptz,
            duration int, code int, error text, "requestHeaders" text, "responseHeaders" text, "responseBody" text)
        """;

    private const string PostgresUpdate = $$"""
        UPDATE webhook_messages m SET
            status = r.status, due = r.due, attempts = r.number, tries = r.tries,
            last_attempt = r.attempted, response_code = r.code, error = r.error
        FROM {{PostgresRows}}
        WHERE m.sequence = r.sequence
        """;

    private const string PostgresInsert = $$"""
        INSERT INTO webhook_attempts (message_sequence, number, attempted, duration, response_code, error,
            request_headers, response_headers, response_body)
        SELECT m.sequence, r.number, r.attempted, r.duration, r.code, r.error,
            r."requestHeaders", r."responseHeaders", r."responseBody"
        FROM {{PostgresRows}} JOIN webhook_messages m ON m.sequence = r.sequence
        """;

    private sealed record Pending(AttemptResult Result, TaskCompletionSource Saved);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Attempts} attempts could not be saved; they are tried again"
        )]
        public static partial void Failed(ILogger logger, Exception exception, int attempts);
    }
}

/// <summary>What came of an attempt, and what it makes of the message and of the consumer.</summary>
public sealed record AttemptResult
{
    public required DueMessage Message { get; init; }

    public required Answer Answer { get; init; }

    public required Messages.MessageStatus Status { get; init; }

    public DateTimeOffset? Due { get; init; }

    /// <summary>How the consumer is, if that changed.</summary>
    public Health? Health { get; init; }

    /// <summary>What is told if the message was given up.</summary>
    public WebhookMessageFailedPayload? GaveUp { get; init; }
}

/// <summary>How a consumer is.</summary>
/// <param name="WebhookId">The consumer.</param>
/// <param name="FailingSince">Since when it has been failing.</param>
/// <param name="LastFailure">When it failed last.</param>
public sealed record Health(WebhookId WebhookId, DateTimeOffset? FailingSince, DateTimeOffset? LastFailure);

/// <summary>An attempt on its way into the database: one text for a whole batch.</summary>
internal sealed record AttemptRow
{
    public required long Sequence { get; init; }

    public required string Status { get; init; }

    public string? Due { get; init; }

    public required int Number { get; init; }

    public required int Tries { get; init; }

    public required string Attempted { get; init; }

    public required int Duration { get; init; }

    public int? Code { get; init; }

    public string? Error { get; init; }

    public required string RequestHeaders { get; init; }

    public string? ResponseHeaders { get; init; }

    public string? ResponseBody { get; init; }

    public static AttemptRow Of(AttemptResult result, bool isSqlite) =>
        new()
        {
            Sequence = result.Message.Sequence,
            Status = result.Status.ToString(),
            Due = result.Due is { } due ? Write(due, isSqlite) : null,
            Number = result.Message.Attempts + 1,
            Tries = result.Message.Tries + 1,
            Attempted = Write(result.Answer.Attempted, isSqlite),
            Duration = (int)result.Answer.Duration.TotalMilliseconds,
            Code = result.Answer.StatusCode,
            Error = result.Answer.IsSuccess ? null : result.Answer.Reason,
            RequestHeaders = result.Answer.RequestHeaders,
            ResponseHeaders = result.Answer.ResponseHeaders,
            ResponseBody = result.Answer.ResponseBody,
        };

    // As EF Core writes it on SQLite; PostgreSQL wants to be told that it is UTC.
    private static string Write(DateTimeOffset instant, bool isSqlite) =>
        instant.UtcDateTime.ToString(
            isSqlite ? "yyyy-MM-dd HH:mm:ss.FFFFFFF" : "yyyy-MM-dd HH:mm:ss.FFFFFF'Z'",
            CultureInfo.InvariantCulture
        );
}

/// <summary>JSON of attempts on their way into the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(List<AttemptRow>))]
internal sealed partial class AttemptJson : JsonSerializerContext;
