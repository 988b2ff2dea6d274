using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>
/// Lets one process at a time deliver, so that the pace and the order of each endpoint hold in a cluster. It is a row that runs out, by the
/// database's clock; no session of the database is needed to keep it. An embedded database has one process anyway.
/// </summary>
public sealed class DeliveryLease(IServiceScopeFactory scopes, DatabaseOptions database)
{
    /// <summary>How often it is renewed: several times before it runs out.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1.5);

    // Held since this process started; another process, or a later one, has another.
    private readonly Guid holder = Guid.CreateVersion7();

    private bool IsAlone => database.Kind is DatabaseKind.Sqlite;

    /// <summary>Takes the lease, or keeps it.</summary>
    /// <returns>Whether it is ours.</returns>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (IsAlone)
        {
            return true;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO webhook_lease (id, holder, until) VALUES (1, {holder}, clock_timestamp() + interval '6 seconds')
                ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, until = excluded.until
                WHERE webhook_lease.holder = {holder} OR webhook_lease.until < clock_timestamp()
                """,
                ct
            ) == 1;
    }

    /// <summary>Leaves it to the next.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (IsAlone)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await db.Database.ExecuteSqlAsync($"DELETE FROM webhook_lease WHERE holder = {holder}", ct);
    }

    /// <summary>Who delivers, and until when.</summary>
    public sealed class LeaseRow
    {
        private LeaseRow() { }

        /// <summary>Always 1.</summary>
        public int Id { get; private set; }

        public Guid Holder { get; private set; }

        public DateTimeOffset Until { get; private set; }
    }
}

internal sealed class DeliveryLeaseTable : IEntityTypeConfiguration<DeliveryLease.LeaseRow>
{
    public void Configure(EntityTypeBuilder<DeliveryLease.LeaseRow> lease)
    {
        lease.ToTable("webhook_lease");
        lease.HasKey(l => l.Id);
        lease.Property(l => l.Id).ValueGeneratedNever();
    }
}
