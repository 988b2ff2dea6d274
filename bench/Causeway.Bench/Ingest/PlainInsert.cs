using System.IO.Hashing;
using Causeway.Server.Records.Store;

namespace Causeway.Bench.Ingest;

/// <summary>The limit: rows go in, and nothing is looked up, compared, counted or numbered.</summary>
internal abstract class PlainInsert : IAsyncDisposable
{
    protected static Guid Hash(RecordWrite record) => new(XxHash128.Hash(record.Json.Span), bigEndian: true);

    protected static long RawHash(RecordWrite record) => (long)XxHash3.HashToUInt64(record.Raw.Span);

    /// <summary>Encodes rows, before the clock starts.</summary>
    public abstract object Prepare(RecordWrite[] records, int from);

    public abstract Task InsertAsync(object prepared);

    public abstract Task CommitAsync();

    public abstract ValueTask DisposeAsync();
}
