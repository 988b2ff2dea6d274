namespace Causeway.Contracts.DataTypes;

/// <summary>Where one property of a record may be used in writes.</summary>
public sealed record ValidDataTypeLink
{
    /// <summary>The property, such as <c>Id</c>.</summary>
    public string? Property { get; init; }

    /// <summary>The targets, such as <c>Bill.LineItems.AccountRef.Id</c>.</summary>
    public IReadOnlyList<string>? Links { get; init; }
}
