using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>Tells how a connection's authorization is, and what happened to it: an addition of ours to the API. No secret is in it.</summary>
public static class GetConnectionAuthorization
{
    private const string Path = "/companies/{companyId}/connections/{connectionId}/authorization";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, GetAsync).WithName("get-connection-authorization");
        api.MapGet($"{Path}/events", ListAsync).WithName("list-connection-authorization-events");
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        CausewayDb db,
        PublicUrls urls,
        CancellationToken ct
    )
    {
        if (!await db.Set<Connection>().AnyAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct))
        {
            return new ErrorResult(Refusal.NotFound($"Data connection {connectionId}"));
        }

        var held = await db.Set<Credentials>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ConnectionId == connectionId, ct);
        var grantId = held?.GrantId;
        var grant = grantId is null
            ? null
            : await db.Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == grantId, ct);
        var body = new AuthorizationBody
        {
            State =
                held is null ? AuthorizationBodyState.None
                : grant?.State is GrantState.Dead ? AuthorizationBodyState.Ended
                : AuthorizationBodyState.Held,
            RelinkUrl = urls.Connection(companyId, connectionId),
            ReplacedOnUtc = held?.Updated,
            AccessTokenExpiresOnUtc = grant?.AccessExpires,
            RefreshedOnUtc = grant?.Refreshed,
            Refreshes = grant?.Generation,
            DiesUnusedOnUtc = grant?.IdleExpires,
            ExpiresOnUtc = grant?.AbsoluteExpires,
            ConnectionsOnIt = grant is null
                ? null
                : await db.Set<Credentials>().CountAsync(c => c.GrantId == grant.Id, ct),
            FailingSinceUtc = grant?.FailingSince,
            Problem = grant?.DeadReason ?? grant?.FailureMessage,
            NextAttemptUtc = grant?.FailingSince is null ? null : grant.RetryAt,
        };
        return TypedResults.Json(body, ConnectionJson.Default.AuthorizationBody);
    }

    private static async Task<IResult> ListAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string? page,
        string? pageSize,
        CausewayDb db,
        HttpRequest request,
        CancellationToken ct
    )
    {
        if (!PageRequest.Parse(page, pageSize).Succeeded(out var wanted, out var error))
        {
            return new ErrorResult(error.ToRefusal("page"));
        }

        if (!await db.Set<Connection>().AnyAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct))
        {
            return new ErrorResult(Refusal.NotFound($"Data connection {connectionId}"));
        }

        var entries = db.Set<GrantLogEntry>()
            .Where(e => db.Set<Credentials>().Any(c => c.ConnectionId == connectionId && c.GrantId == e.GrantId));
        var total = await entries.LongCountAsync(ct);
        var results = await wanted
            .Of(entries.OrderBy(e => e.Sequence))
            .Select(e => new AuthorizationEventBody
            {
                OccurredOnUtc = e.OccurredOn,
                What = e.What,
                Detail = e.Detail,
            })
            .ToListAsync(ct);
        return TypedResults.Json(
            ListRequest.Of(wanted).Body(request, results, total),
            ConnectionJson.Default.PagedBodyAuthorizationEventBody
        );
    }
}

/// <summary>How a connection's authorization is.</summary>
public sealed record AuthorizationBody
{
    public required AuthorizationBodyState State { get; init; }

    /// <summary>Where its user gives it again.</summary>
    public required string RelinkUrl { get; init; }

    /// <summary>When it was last given.</summary>
    public DateTimeOffset? ReplacedOnUtc { get; init; }

    /// <summary>For OAuth: until when the access token of now is good. It is renewed by itself.</summary>
    public DateTimeOffset? AccessTokenExpiresOnUtc { get; init; }

    /// <summary>When the tokens came.</summary>
    public DateTimeOffset? RefreshedOnUtc { get; init; }

    /// <summary>How often they were renewed.</summary>
    public int? Refreshes { get; init; }

    /// <summary>When the source would end it if it were not used; it is used before.</summary>
    public DateTimeOffset? DiesUnusedOnUtc { get; init; }

    /// <summary>When it ends whatever is done.</summary>
    public DateTimeOffset? ExpiresOnUtc { get; init; }

    /// <summary>How many connections use the same authorization.</summary>
    public int? ConnectionsOnIt { get; init; }

    /// <summary>Since when the tokens can't be renewed.</summary>
    public DateTimeOffset? FailingSinceUtc { get; init; }

    /// <summary>Why they can't be, or why it ended.</summary>
    public string? Problem { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAttemptUtc { get; init; }
}

/// <summary>Whether there is an authorization.</summary>
public enum AuthorizationBodyState
{
    /// <summary>There is none: it was not given yet, or given up.</summary>
    None,

    /// <summary>There is one.</summary>
    Held,

    /// <summary>The source has ended it.</summary>
    Ended,
}

/// <summary>One thing that happened to an authorization.</summary>
public sealed record AuthorizationEventBody
{
    public required DateTimeOffset OccurredOnUtc { get; init; }

    public required GrantHappening What { get; init; }

    public string? Detail { get; init; }
}
