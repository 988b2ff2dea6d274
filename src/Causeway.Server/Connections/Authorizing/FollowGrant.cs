using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>An authorization ends soon: its user must give it again. For whoever tells the client.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="ExpiresOn">When it ends.</param>
/// <param name="Days">So many days before that this is said: 30, 14, 7 or 1.</param>
public sealed record ConnectionExpiring(
    CompanyId CompanyId,
    ConnectionId ConnectionId,
    DateTimeOffset ExpiresOn,
    int Days
);

/// <summary>A grant that the source has ended ends its connections.</summary>
public static class GrantEndedHandler
{
    public static async Task HandleAsync(
        GrantEnded message,
        CausewayDb db,
        IMessageContext messages,
        TimeProvider time,
        CancellationToken ct
    )
    {
        foreach (var connection in await db.UsersOf(message.GrantId).ToListAsync(ct))
        {
            if (connection.Deauthorize(message.Reason, time.GetUtcNow()))
            {
                await messages.PublishAsync(new ConnectionStopped(connection.CompanyId, connection.Id));
            }
        }
    }
}

/// <summary>That a grant can't be renewed shows at its connections, which stay linked.</summary>
public static class GrantFailingHandler
{
    public static async Task HandleAsync(GrantFailing message, CausewayDb db, TimeProvider time, CancellationToken ct)
    {
        // It may have recovered before this came.
        if (!await db.Set<Grant>().AnyAsync(g => g.Id == message.GrantId && g.FailureTold, ct))
        {
            return;
        }

        foreach (var connection in await db.UsersOf(message.GrantId).ToListAsync(ct))
        {
            var text = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(message.StatusCode);
            connection.AccessFailing(message.StatusCode, text, message.Reason, time.GetUtcNow());
        }
    }
}

/// <summary>And that it was renewed after all.</summary>
public static class GrantRecoveredHandler
{
    public static async Task HandleAsync(GrantRecovered message, CausewayDb db, TimeProvider time, CancellationToken ct)
    {
        foreach (var connection in await db.UsersOf(message.GrantId).ToListAsync(ct))
        {
            connection.AccessRecovered(time.GetUtcNow());
        }
    }
}

/// <summary>The end of a grant is announced for each of its connections.</summary>
public static class GrantExpiringHandler
{
    public static async Task HandleAsync(
        GrantExpiring message,
        CausewayDb db,
        IMessageContext messages,
        CancellationToken ct
    )
    {
        foreach (var connection in await db.UsersOf(message.GrantId).AsNoTracking().ToListAsync(ct))
        {
            await messages.PublishAsync(
                new ConnectionExpiring(connection.CompanyId, connection.Id, message.ExpiresOn, message.Days)
            );
        }
    }
}

/// <summary>The audit trail tells that an authorization ends.</summary>
public static class ConnectionExpiringHandler
{
    public static async Task HandleAsync(
        ConnectionExpiring message,
        CausewayDb db,
        PublicUrls urls,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(c => c.Id == message.ConnectionId, ct);
        connection?.Note(
            ConnectionActor.Server,
            $"The authorization ends on {message.ExpiresOn:yyyy-MM-dd}, in {message.Days} days or less. To give it again: {urls.Connection(message.CompanyId, message.ConnectionId)}",
            time.GetUtcNow()
        );
    }
}

/// <summary>Finds the connections of a grant.</summary>
public static class GrantUsers
{
    public static IQueryable<Connection> UsersOf(this CausewayDb db, GrantId grant) =>
        db.Set<Connection>()
            .Where(c => db.Set<Credentials>().Any(k => k.ConnectionId == c.Id && k.GrantId == grant))
            .OrderBy(c => c.Id);
}
