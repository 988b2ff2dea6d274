using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Http.Idempotency;

/// <summary>
/// A request that came with an <c>Idempotency-Key</c>. The row is there before the request runs. While it runs, the row is part of the
/// request's own unit of work (<see cref="Run"/> fences it), so the database knows whether it took effect even if the process dies.
/// </summary>
public sealed class IdempotentRequest
{
    private IdempotentRequest() { }

    public IdempotentRequest(Guid key, byte[] fingerprint, Guid run, DateTimeOffset now, TimeSpan keepFor)
    {
        Key = key;
        Fingerprint = fingerprint;
        Run = run;
        RunUntil = now + RunTime;
        Expires = now + keepFor;
    }

    /// <summary>How long a request may run before another with its key may take its place.</summary>
    public static readonly TimeSpan RunTime = TimeSpan.FromMinutes(2);

    public Guid Key { get; private set; }

    /// <summary>A hash of what was asked for: method, address and body.</summary>
    public byte[] Fingerprint { get; private set; } = [];

    /// <summary>Names the attempt that may run. One that was replaced can't save anything any more.</summary>
    public Guid Run { get; private set; }

    /// <summary>Until when that attempt is taken to be alive.</summary>
    public DateTimeOffset RunUntil { get; private set; }

    /// <summary>Whether something was saved in the course of it.</summary>
    public bool TookEffect { get; private set; }

    /// <summary>The answer's status, once there is an answer.</summary>
    public int? StatusCode { get; private set; }

    public string? ContentType { get; private set; }

    public byte[]? Answer { get; private set; }

    public DateTimeOffset Expires { get; private set; }

    /// <summary>To be saved together with whatever the request saves.</summary>
    public void TakeEffect() => TookEffect = true;
}

internal sealed class IdempotentRequestTable : IEntityTypeConfiguration<IdempotentRequest>
{
    public void Configure(EntityTypeBuilder<IdempotentRequest> request)
    {
        request.ToTable("idempotent_requests");
        request.HasKey(r => r.Key);
        request.Property(r => r.Run).IsConcurrencyToken();
        request.HasIndex(r => r.Expires);
    }
}
