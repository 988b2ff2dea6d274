using System.Data.Common;
using Npgsql;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Saves attempts on PostgreSQL: one statement for all, with an array for each column.</summary>
internal static class PostgresAttempts
{
    // An attempt has the number that its message says, and is not written where there is no message any more.
    private const string Save = """
        WITH results AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS r (webhook, event, status, due, tries,
                attempted, duration, code, error, signature, own_headers, response_headers, response_body)
        ), messages AS (
            UPDATE webhook_messages m SET status = r.status, due = r.due, attempts = m.attempts + 1, tries = r.tries,
                last_attempt = r.attempted, response_code = r.code, error = r.error
            FROM results r WHERE m.webhook_id = r.webhook AND m.event_sequence = r.event
            RETURNING m.webhook_id, m.event_sequence, m.attempts
        )
        INSERT INTO webhook_attempts (webhook_id, event_sequence, number, attempted, duration, response_code, error,
            signature, own_headers, response_headers, response_body)
        SELECT m.webhook_id, m.event_sequence, m.attempts, r.attempted, r.duration, r.code, r.error,
            r.signature, r.own_headers, r.response_headers, r.response_body
        FROM messages m JOIN results r ON r.webhook = m.webhook_id AND r.event = m.event_sequence
        ON CONFLICT DO NOTHING
        """;

    public static async Task SaveAsync(DbTransaction transaction, List<AttemptResult> batch, CancellationToken ct)
    {
        await using var save = new NpgsqlCommand(
            Save,
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction
        );
        Add(r => r.Route.Id.Value);
        Add(r => r.Message.Sequence);
        Add(r => r.Status.ToString());
        Add(r => r.Due?.UtcDateTime);
        Add(r => r.Message.Tries + 1);
        Add(r => r.Answer.Attempted.UtcDateTime);
        Add(r => r.Milliseconds);
        Add(r => r.Answer.StatusCode);
        Add(r => r.Error);
        Add(r => r.Answer.Signature);
        Add(r => r.Route.OwnHeaders);
        Add(r => r.Answer.ResponseHeaders);
        Add(r => r.Answer.ResponseBody);
        await save.ExecuteNonQueryAsync(ct);

        void Add<TValue>(Converter<AttemptResult, TValue> column) =>
            save.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = [.. batch.ConvertAll(column)] });
    }
}
