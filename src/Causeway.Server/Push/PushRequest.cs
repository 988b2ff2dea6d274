using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Push;

/// <summary>What a client asks to be written.</summary>
public sealed record PushRequest
{
    public required CompanyId CompanyId { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required DataType DataType { get; init; }

    /// <summary>The record to change; null makes a new one.</summary>
    public string? TargetId { get; init; }

    public int? TimeoutInMinutes { get; init; }

    public bool AllowSync { get; init; } = true;

    public bool ForceUpdate { get; init; }
}

/// <summary>What the source said about a field.</summary>
/// <param name="IsError">Whether it made the write fail.</param>
/// <param name="Field">The field, if it is about one.</param>
/// <param name="Message">The reason.</param>
public sealed record PushFinding(bool IsError, string Field, string Message);
