using System.Text.Json.Serialization;
using Causeway.Server.Http;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Causeway.Server.Sync.SyncSettings;

namespace Causeway.Server.Sync;

/// <summary>How this feature's bodies are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(DatasetBody))]
[JsonSerializable(typeof(DatasetPageBody))]
[JsonSerializable(typeof(SortedDictionary<string, DataStatusBody>))]
[JsonSerializable(typeof(ValidationResultBody))]
[JsonSerializable(typeof(QuarantinePageBody))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(CompanySyncSettingsBody))]
[JsonSerializable(typeof(ProfileSyncSettingsBody))]
public sealed partial class SyncJson : JsonSerializerContext;
