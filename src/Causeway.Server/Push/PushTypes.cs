using System.Diagnostics.CodeAnalysis;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;

namespace Causeway.Server.Push;

/// <summary>Which data types can be written, and the names that they have in addresses.</summary>
public static class PushTypes
{
    /// <summary>Finds what is written at <c>/push/{path}</c>, such as <c>accounts</c>.</summary>
    public static bool TryGetByPath(string path, [NotNullWhen(true)] out DataType? type)
    {
        type = DataType.All.FirstOrDefault(t => t.Model is not null && t.Path == path);
        return type is not null;
    }

    /// <summary>The refusal of a data type that the source, or everybody, can't be sent.</summary>
    public static Refusal NotSupported(string name) =>
        new(StatusCodes.Status404NotFound, $"Data type not supported by platform: {name} can't be written.");
}
