using Causeway.Contracts.DataTypes;
using Causeway.Server.Sync.SyncSettings;

namespace Causeway.Server.Portal.Settings;

/// <summary>When, and how far back, data types are read.</summary>
/// <param name="Settings">What applies to each, by name.</param>
public sealed record DataTypeSettings(IReadOnlyList<(DataType Type, SyncSetting Setting)> Settings);
