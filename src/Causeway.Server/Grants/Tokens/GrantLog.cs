using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants.Tokens;

/// <summary>One thing that happened to a grant: the timeline of an authorization. Never changed; old ones are removed.</summary>
public sealed class GrantLogEntry
{
    private GrantLogEntry() { }

    public GrantLogEntry(GrantId grant, GrantHappening what, int generation, string? detail, DateTimeOffset now)
    {
        GrantId = grant;
        What = what;
        Generation = generation;
        Detail = detail;
        OccurredOn = now;
    }

    public long Sequence { get; private set; }

    public GrantId GrantId { get; private set; }

    public DateTimeOffset OccurredOn { get; private set; }

    public GrantHappening What { get; private set; }

    /// <summary>The tokens of then.</summary>
    public int Generation { get; private set; }

    public string? Detail { get; private set; }
}

/// <summary>What can happen to a grant.</summary>
public enum GrantHappening
{
    /// <summary>A user authorized, or the API put tokens.</summary>
    Granted,

    /// <summary>A connection began to use it.</summary>
    Attached,

    /// <summary>A connection ceased to use it.</summary>
    Released,

    /// <summary>New tokens were got.</summary>
    Refreshed,

    /// <summary>An attempt was begun of which no answer came; the next one goes by the source's rule for that.</summary>
    AnswerLost,

    /// <summary>An attempt failed, and another is made later.</summary>
    RefreshFailed,

    /// <summary>The source refused this server's own registration: the operator must act.</summary>
    ClientRefused,

    /// <summary>It was renewed because nobody had used it for long.</summary>
    Exercised,

    /// <summary>Its end was announced.</summary>
    Announced,

    /// <summary>The source ended it.</summary>
    Ended,
}

internal sealed class GrantLogTable : IEntityTypeConfiguration<GrantLogEntry>
{
    public void Configure(EntityTypeBuilder<GrantLogEntry> entry)
    {
        entry.ToTable("grant_log");
        entry.HasKey(e => e.Sequence);
        entry.HasOne<Grant>().WithMany().HasForeignKey(e => e.GrantId).OnDelete(DeleteBehavior.Cascade);
        entry.HasIndex(e => new { e.GrantId, e.Sequence });
    }
}
