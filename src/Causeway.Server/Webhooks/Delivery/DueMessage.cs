using System.Data;
using Causeway.Contracts;
using Causeway.Server.Storage;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>A message whose time has come, with what is sent.</summary>
/// <param name="Sequence">The event's place in the log, which is the message's among those of its consumer.</param>
/// <param name="EventId">Its event.</param>
/// <param name="EventType">The type of the event.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Attempts">How often it was tried in all.</param>
/// <param name="Tries">How often since it was last sent on purpose.</param>
/// <param name="Due">Since when it is due.</param>
public sealed record DueMessage(
    long Sequence,
    ClientEventId EventId,
    string EventType,
    string Body,
    int Attempts,
    int Tries,
    DateTimeOffset Due
);

/// <summary>Finds messages whose time has come. It is asked all the time, and so asks in SQL.</summary>
public sealed class DueMessages(ReadPool pool)
{
    // Limited before the join, so that no event is read but those of the answer, whatever way to the messages the database chooses.
    private const string Due = """
        SELECT m.event_sequence, e.id, e.type, e.body, m.attempts, m.tries, m.due
        FROM (
            SELECT event_sequence, attempts, tries, due FROM webhook_messages
            WHERE webhook_id = @webhook AND due <= @now AND (due, event_sequence) > (@afterDue, @afterSequence)
            ORDER BY due, event_sequence LIMIT @most
        ) m JOIN webhook_events e ON e.sequence = m.event_sequence
        ORDER BY m.due, m.event_sequence
        """;

    private const string Next = "SELECT MIN(due) FROM webhook_messages WHERE webhook_id = @webhook AND due > @after";

    /// <summary>Messages of a consumer that are due, those first that are due the longest.</summary>
    /// <param name="webhook">The consumer.</param>
    /// <param name="after">The message after which to go on; null to begin.</param>
    /// <param name="now">What is due later is left.</param>
    /// <param name="most">How many.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<List<DueMessage>> ReadAsync(
        WebhookId webhook,
        DueMessage? after,
        DateTimeOffset now,
        int most,
        CancellationToken ct
    )
    {
        await using var lease = await pool.RentAsync(ct);
        var command = lease.Constant(
            Due,
            ("webhook", webhook.Value),
            ("now", now.UtcDateTime),
            ("afterDue", after?.Due.UtcDateTime ?? DateTime.UnixEpoch),
            ("afterSequence", after?.Sequence ?? 0),
            ("most", most)
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var messages = new List<DueMessage>();
        while (await reader.ReadAsync(ct))
        {
            messages.Add(
                new DueMessage(
                    reader.GetInt64(0),
                    new ClientEventId(reader.GetGuid(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    reader.GetInt32(5),
                    reader.Instant(6)
                )
            );
        }

        return messages;
    }

    /// <summary>When the next message of a consumer is due after a time; null if none is scheduled.</summary>
    public async Task<DateTimeOffset?> NextAsync(WebhookId webhook, DateTimeOffset after, CancellationToken ct)
    {
        await using var lease = await pool.RentAsync(ct);
        var command = lease.Constant(Next, ("webhook", webhook.Value), ("after", after.UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
        await reader.ReadAsync(ct);
        return reader.InstantOrNull(0);
    }
}
