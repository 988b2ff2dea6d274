using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Records.Store;

/// <summary>The records of one data type of one connection.</summary>
/// <param name="Company">The company, which leads every key.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Type">The data type.</param>
public readonly record struct RecordStream(CompanyId Company, ConnectionId Connection, DataType Type);

/// <summary>A record to be stored.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Json">The standard record as UTF-8 JSON, without <c>metadata</c> and <c>modifiedDate</c>.</param>
/// <param name="Raw">The record as the source has it, as UTF-8 JSON.</param>
/// <param name="SourceModified">When the source last changed it, if it says so.</param>
public readonly record struct RecordWrite(
    string Id,
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> Raw,
    DateTimeOffset? SourceModified
);

/// <summary>What an upsert did.</summary>
/// <param name="Added">Records that were not there.</param>
/// <param name="Changed">Records whose content changed, or that came back.</param>
/// <param name="Unchanged">Records that stayed as they are.</param>
public readonly record struct RecordChanges(int Added, int Changed, int Unchanged);

/// <summary>What a sweep would do.</summary>
/// <param name="Unseen">Living records that the generation did not see.</param>
/// <param name="Living">All living records.</param>
public readonly record struct SweepPreview(long Unseen, long Living);

/// <summary>How many records a stream has.</summary>
/// <param name="Living">Records that exist at the source.</param>
/// <param name="Deleted">Records that vanished there.</param>
public readonly record struct StreamCounts(long Living, long Deleted);
