using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Sync.Schedules;

/// <summary>When a connection's next scheduled sync is due. There is one message under way for it, whichever of its data types comes first.</summary>
public sealed class ConnectionSchedule
{
    private ConnectionSchedule() { }

    public ConnectionSchedule(CompanyId companyId, ConnectionId connectionId) =>
        (CompanyId, ConnectionId) = (companyId, connectionId);

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DateTimeOffset? NextRun { get; private set; }

    /// <summary>The number of the message that counts; others are late, and are dropped.</summary>
    public int Token { get; private set; }

    public int Version { get; private set; }

    /// <summary>Something is due at an instant.</summary>
    /// <returns>Whether a message is needed: one that comes earlier serves as well, since it looks again.</returns>
    public bool Expect(DateTimeOffset due)
    {
        if (NextRun is { } expected && expected <= due)
        {
            return false;
        }

        NextRun = due;
        Token++;
        Version++;
        return true;
    }

    /// <summary>The message came.</summary>
    public void Ran()
    {
        NextRun = null;
        Version++;
    }
}

internal sealed class ConnectionScheduleTable : IEntityTypeConfiguration<ConnectionSchedule>
{
    public void Configure(EntityTypeBuilder<ConnectionSchedule> schedule)
    {
        schedule.ToTable("sync_schedules");
        schedule.HasKey(s => new { s.CompanyId, s.ConnectionId });
        schedule.Property(s => s.Version).IsConcurrencyToken();
    }
}
