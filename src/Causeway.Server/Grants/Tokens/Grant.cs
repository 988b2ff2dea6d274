using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants.Tokens;

/// <summary>
/// The tokens that came from one authorization at a source, and the lease of whoever may renew them. One grant can serve several connections, so
/// its refresh is a matter of this row and not of theirs.
/// </summary>
public sealed class Grant
{
    private Grant() { }

    public Grant(GrantId id, string integrationKey, NewTokens tokens, DateTimeOffset now)
    {
        Id = id;
        IntegrationKey = integrationKey;
        OriginHash = tokens.RefreshHash;
        Created = now;
        Take(tokens, now);
        Generation = 0;
    }

    public GrantId Id { get; private set; }

    public string IntegrationKey { get; private set; } = "";

    public GrantState State { get; private set; } = GrantState.Live;

    /// <summary>Why it is dead.</summary>
    public string? DeadReason { get; private set; }

    /// <summary>A <see cref="TokenSet"/>, as the <see cref="Vault"/> sealed it.</summary>
    public byte[] SealedTokens { get; private set; } = [];

    /// <summary>Counts token sets: each refresh token belongs to one.</summary>
    public int Generation { get; private set; }

    /// <summary>Tells the refresh token that this grant began with, by which a second connection to the same authorization finds it.</summary>
    public string? OriginHash { get; private set; }

    /// <summary>Tells the refresh token of now.</summary>
    public string? RefreshHash { get; private set; }

    public DateTimeOffset Created { get; private set; }

    /// <summary>When the tokens came.</summary>
    public DateTimeOffset Refreshed { get; private set; }

    /// <summary>Until when the access token is good.</summary>
    public DateTimeOffset AccessExpires { get; private set; }

    /// <summary>From when on whoever uses the access token has it renewed in the background.</summary>
    public DateTimeOffset RefreshFrom { get; private set; }

    /// <summary>When the authorization dies if it is not used; null if it does not.</summary>
    public DateTimeOffset? IdleExpires { get; private set; }

    /// <summary>When the authorization ends whatever is done; null if it does not.</summary>
    public DateTimeOffset? AbsoluteExpires { get; private set; }

    /// <summary>So many days before its end the last announcement was made.</summary>
    public int? AnnouncedDays { get; private set; }

    /// <summary>Until when it waits for a connection to use it; null once one does.</summary>
    public DateTimeOffset? StagedUntil { get; private set; }

    /// <summary>Counts leases: whoever has an older one may not write.</summary>
    public long Fence { get; private set; }

    /// <summary>The process that may renew the tokens.</summary>
    public Guid? LeaseHolder { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The refresh token of an attempt whose answer is not known yet.</summary>
    public string? IntentHash { get; private set; }

    /// <summary>How often that refresh token was sent.</summary>
    public int IntentAttempt { get; private set; }

    /// <summary>When it was sent first.</summary>
    public DateTimeOffset? IntentSince { get; private set; }

    /// <summary>How many attempts failed in a row.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    public string? FailureMessage { get; private set; }

    /// <summary>Whether the connections were told that renewing fails.</summary>
    public bool FailureTold { get; private set; }

    /// <summary>Until when no new attempt is made.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>When the message that looks after the grant comes, and which one counts.</summary>
    public DateTimeOffset? TendAt { get; private set; }

    public int TendToken { get; private set; }

    /// <summary>Whether an attempt to redeem the present refresh token was begun whose answer never came.</summary>
    public bool AnswerIsUnknown => IntentHash is not null && IntentHash == RefreshHash;

    /// <summary>
    /// Whether the tokens that come now may be those of an attempt whose answer got lost: a source with a time of grace gives them once more, and
    /// what it says of their life counts from then.
    /// </summary>
    public bool AnswerMayBeOld(TimeSpan grace, DateTimeOffset now) => IntentAttempt > 1 && now - IntentSince < grace;

    /// <summary>Waits for a connection to use it.</summary>
    public void Stage(DateTimeOffset until) => StagedUntil = until;

    /// <summary>There is no access token yet.</summary>
    public void MustRefresh(DateTimeOffset now) => (AccessExpires, RefreshFrom) = (now, now);

    /// <summary>New tokens came.</summary>
    public void Take(NewTokens tokens, DateTimeOffset now)
    {
        SealedTokens = tokens.SealedTokens;
        RefreshHash = tokens.RefreshHash;
        Generation++;
        Refreshed = now;
        AccessExpires = tokens.AccessExpires;
        RefreshFrom = tokens.RefreshFrom;
        IdleExpires = tokens.IdleExpires;
        // A source tells it in seconds from now, which is never the same instant twice.
        if (!(tokens.AbsoluteExpires - AbsoluteExpires is { } moved && moved.Duration() < TimeSpan.FromHours(1)))
        {
            AnnouncedDays = tokens.AbsoluteExpires == AbsoluteExpires ? AnnouncedDays : null;
            AbsoluteExpires = tokens.AbsoluteExpires;
        }

        (IntentHash, IntentAttempt, IntentSince) = (null, 0, null);
        (Failures, FailingSince, FailureMessage, FailureTold, RetryAt) = (0, null, null, false, null);
        Release();
    }

    /// <summary>An attempt failed, and another is made later.</summary>
    /// <param name="message">Why, for a person.</param>
    /// <param name="retryAt">When to try again.</param>
    /// <param name="answerIsUnknown">Whether the refresh token may have been redeemed all the same.</param>
    /// <param name="now">Now.</param>
    public void Fail(string message, DateTimeOffset retryAt, bool answerIsUnknown, DateTimeOffset now)
    {
        Failures++;
        FailingSince ??= now;
        FailureMessage = message;
        RetryAt = retryAt;
        if (!answerIsUnknown)
        {
            (IntentHash, IntentAttempt, IntentSince) = (null, 0, null);
        }

        Release();
    }

    /// <summary>The connections are told that renewing fails.</summary>
    public void TellFailure() => FailureTold = true;

    /// <summary>The source has ended it for good.</summary>
    public void Die(string reason)
    {
        State = GrantState.Dead;
        DeadReason = reason;
        Release();
    }

    /// <summary>The end is so many days away, and that was told.</summary>
    public void Announce(int days) => AnnouncedDays = days;

    /// <summary>Expects the message that looks after the grant.</summary>
    /// <returns>Whether a new one must be sent: the one that is under way would come too late.</returns>
    public bool Expect(DateTimeOffset at)
    {
        if (TendAt is { } expected && expected <= at)
        {
            return false;
        }

        TendAt = at;
        TendToken++;
        return true;
    }

    /// <summary>The message came.</summary>
    public void Tended() => TendAt = null;

    private void Release() => (LeaseHolder, LeaseUntil) = (null, null);
}

/// <summary>Whether a grant can be used.</summary>
public enum GrantState
{
    /// <summary>It can, as far as we know.</summary>
    Live,

    /// <summary>The source has ended it: a new authorization is needed.</summary>
    Dead,
}

/// <summary>Tokens that came, with how long they live.</summary>
public sealed record NewTokens
{
    public required byte[] SealedTokens { get; init; }

    public required string? RefreshHash { get; init; }

    public required DateTimeOffset AccessExpires { get; init; }

    public required DateTimeOffset RefreshFrom { get; init; }

    public DateTimeOffset? IdleExpires { get; init; }

    public DateTimeOffset? AbsoluteExpires { get; init; }
}

internal sealed class GrantTable : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> grant)
    {
        grant.ToTable("grants");
        grant.HasKey(g => g.Id);
        // The two together are the compare-and-set of a commit: the tokens that were redeemed, by whoever held the lease.
        grant.Property(g => g.Generation).IsConcurrencyToken();
        grant.Property(g => g.Fence).IsConcurrencyToken();
        grant.Property(g => g.IntegrationKey).HasMaxLength(8);
        grant.Property(g => g.OriginHash).HasMaxLength(64);
        grant.Property(g => g.RefreshHash).HasMaxLength(64);
        grant.Property(g => g.IntentHash).HasMaxLength(64);
        grant.HasIndex(g => new { g.IntegrationKey, g.OriginHash }, OneOriginIndex).IsUnique();
        grant.HasIndex(g => new { g.IntegrationKey, g.RefreshHash });
        // Which end soon; most never do.
        grant.HasIndex(g => g.AbsoluteExpires).HasFilter("absolute_expires IS NOT NULL");
    }

    /// <summary>The index that lets one authorization be one grant, whoever races.</summary>
    public const string OneOriginIndex = "ix_grants_one_origin";
}
