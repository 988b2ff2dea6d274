using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes;

/// <summary>Writes an enum of the standard model as its published name, and refuses numbers.</summary>
public sealed class StandardEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(null, allowIntegerValues: false)
    where TEnum : struct, Enum;
