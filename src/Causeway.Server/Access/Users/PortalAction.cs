using Causeway.Server.Storage;

namespace Causeway.Server.Access.Users;

/// <summary>Something that a user did in the Portal. Never changed, and kept when the user is removed.</summary>
public sealed class PortalAction
{
    public const int MaxWhatLength = 400;

    private PortalAction() { }

    public long Sequence { get; private set; }

    public DateTimeOffset OccurredOn { get; private set; }

    public Guid UserId { get; private set; }

    public string UserName { get; private set; } = "";

    public string What { get; private set; } = "";

    /// <summary>Writes it down.</summary>
    public static async Task WriteAsync(
        IServiceScopeFactory scopes,
        SignedInUser user,
        string what,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        db.Add(Of(user.Id, user.Name, what, now));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The row, to be saved with other things.</summary>
    public static PortalAction Of(Guid userId, string userName, string what, DateTimeOffset now) =>
        new()
        {
            OccurredOn = now,
            UserId = userId,
            UserName = userName,
            What = what.Length <= MaxWhatLength ? what : what[..MaxWhatLength],
        };
}
