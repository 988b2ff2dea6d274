using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Saves attempts on SQLite: two statements that are prepared once for all of them.</summary>
internal static class SqliteAttempts
{
    private const string Update = """
        UPDATE webhook_messages SET status = @status, due = @due, attempts = attempts + 1, tries = @tries,
            last_attempt = @attempted, response_code = @code, error = @error
        WHERE webhook_id = @webhook AND event_sequence = @event
        """;

    // An attempt has the number that its message says, and is not written where there is no message any more.
    private const string Insert = """
        INSERT INTO webhook_attempts (webhook_id, event_sequence, number, attempted, duration, response_code, error,
            signature, own_headers, response_headers, response_body)
        SELECT webhook_id, event_sequence, attempts, @attempted, @duration, @code, @error,
            @signature, @ownHeaders, @responseHeaders, @responseBody
        FROM webhook_messages WHERE webhook_id = @webhook AND event_sequence = @event
        ON CONFLICT DO NOTHING
        """;

    public static void Save(DbTransaction transaction, List<AttemptResult> batch)
    {
        using var update = Command(transaction, Update, "@status", "@due", "@tries");
        using var insert = Command(
            transaction,
            Insert,
            "@duration",
            "@signature",
            "@ownHeaders",
            "@responseHeaders",
            "@responseBody"
        );
        foreach (var result in batch)
        {
            SetShared(update, result);
            Set(update, 5, result.Status.ToString());
            Set(update, 6, result.Due?.UtcDateTime);
            Set(update, 7, result.Message.Tries + 1);
            if (update.ExecuteNonQuery() == 0)
            {
                continue;
            }

            SetShared(insert, result);
            Set(insert, 5, result.Milliseconds);
            Set(insert, 6, result.Answer.Signature);
            Set(insert, 7, result.Route.OwnHeaders);
            Set(insert, 8, result.Answer.ResponseHeaders);
            Set(insert, 9, result.Answer.ResponseBody);
            insert.ExecuteNonQuery();
        }
    }

    private static SqliteCommand Command(DbTransaction transaction, string sql, params ReadOnlySpan<string> more)
    {
        var command = ((SqliteConnection)transaction.Connection!).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        // One of two constants of this file.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in (ReadOnlySpan<string>)["@webhook", "@event", "@attempted", "@code", "@error", .. more])
        {
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        }

        return command;
    }

    private static void SetShared(SqliteCommand command, AttemptResult result)
    {
        Set(command, 0, result.Route.Id.Value);
        Set(command, 1, result.Message.Sequence);
        Set(command, 2, result.Answer.Attempted.UtcDateTime);
        Set(command, 3, result.Answer.StatusCode);
        Set(command, 4, result.Error);
    }

    private static void Set(SqliteCommand command, int parameter, object? value) =>
        command.Parameters[parameter].Value = value ?? DBNull.Value;
}
