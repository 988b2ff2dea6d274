using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

/// <summary>Makes calls to a made-up source fail, or take their time, as was chosen; alike for every data type.</summary>
internal sealed class Mishaps(SandboxFault fault, TimeProvider time, ISourceMemory memory)
{
    private const string ReadFolder = "reads/";

    /// <summary>Whether a read of everything tells how much there is; a source that loses records can't.</summary>
    public bool KnowsTotals => fault is not SandboxFault.Vanish;

    /// <summary>A call goes through, late or not at all.</summary>
    public async Task PassAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        switch (fault)
        {
            case SandboxFault.RateLimit when now.ToUnixTimeSeconds() % 4 is 0:
                throw new SourceException(
                    new SourceFailure(SourceFailureCategory.RateLimited, "The sandbox was told to have too many calls.")
                    {
                        RetryAfter = TimeSpan.FromSeconds(1),
                    }
                );
            case SandboxFault.Unavailable when now.Second < 20:
                throw new SourceException(
                    new SourceFailure(SourceFailureCategory.Unavailable, "The sandbox was told to be down for a while.")
                );
            case SandboxFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(2), time, ct);
                break;
            default:
                break;
        }
    }

    /// <summary>A read begins, or asks for changes: not if access was to be revoked once the data type had been read.</summary>
    public async Task BeginAsync(string feed, bool isRefresh, CancellationToken ct)
    {
        if (
            fault is SandboxFault.AuthRevoked
            && (isRefresh || await memory.GetAsync(ReadFolder + feed, ct) is not null)
        )
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, "The sandbox was told to revoke the access.")
            );
        }
    }

    /// <summary>
    /// A read is about to end. A data type that is always read whole tells nothing of earlier reads when it is asked for again, so
    /// it is noted, with the moment that the read showed.
    /// </summary>
    public Task EndAsync(string feed, ReadCursor cursor, CancellationToken ct) =>
        fault is SandboxFault.AuthRevoked ? memory.PutAsync(ReadFolder + feed, JsonOf(cursor), ct) : Task.CompletedTask;

    /// <summary>Whether a record is left out of complete reads and lists of ids.</summary>
    public bool Hides(string id) => fault is SandboxFault.Vanish && Dice.Seed(id) % 10 is not 0;

    /// <summary>Whether a record has not the shape that the source promises; of every complete read the first one has not.</summary>
    public bool Spoils(string id, bool isFirst) =>
        fault is SandboxFault.Malformed && (isFirst || Dice.Seed(id) % 25 is 3);

    private static byte[] JsonOf(ReadCursor cursor) =>
        System.Text.Encoding.UTF8.GetBytes($$"""{"until":{{cursor.Until}}}""");
}
