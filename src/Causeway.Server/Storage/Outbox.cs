using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Storage;

/// <summary>Saves what changed together with the messages that tell of it.</summary>
public static class Outbox
{
    /// <summary>
    /// Saves and commits; the messages go out if that succeeds, and never otherwise. What the database refuses shows before a message is
    /// published, so that a second attempt does not send the first one's.
    /// </summary>
    /// <param name="outbox">The outbox; its transaction, if one was begun, is committed.</param>
    /// <param name="ct">Ends the call.</param>
    /// <param name="messages">What others must know.</param>
    public static async Task SaveAsync(
        this IDbContextOutbox<CausewayDb> outbox,
        CancellationToken ct,
        params IReadOnlyList<object> messages
    )
    {
        var database = outbox.DbContext.Database;
        await using var transaction = database.CurrentTransaction is null
            ? await database.BeginTransactionAsync(ct)
            : null;
        await outbox.DbContext.SaveChangesAsync(ct);
        foreach (var message in messages)
        {
            if (message is ScheduledMessage later)
            {
                await outbox.ScheduleAsync(later.Message, later.At);
            }
            else
            {
                await outbox.PublishAsync(message);
            }
        }

        await outbox.SaveChangesAndFlushMessagesAsync(ct);
    }
}

/// <summary>A message that comes at a time.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When it comes.</param>
public sealed record ScheduledMessage(object Message, DateTimeOffset At);
