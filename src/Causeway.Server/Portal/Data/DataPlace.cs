using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Portal.Data;

/// <summary>A connection whose data is looked at, with the names that people know it by.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="Company">The company's name.</param>
/// <param name="Platform">The source's name.</param>
/// <param name="Types">What is read from it, by name.</param>
public sealed record DataPlace(
    CompanyId CompanyId,
    ConnectionId ConnectionId,
    string Company,
    string Platform,
    IReadOnlyList<DataType> Types
)
{
    /// <summary>Where its data is in the Portal.</summary>
    public string Address => AddressOf(CompanyId, ConnectionId);

    /// <summary>The pages above.</summary>
    public IReadOnlyList<(string Name, string Address)> Trail =>
        [
            ("Companies", "companies"),
            (Company, $"companies/{CompanyId}"),
            (Platform, $"companies/{CompanyId}/connections/{ConnectionId}"),
        ];

    public static string AddressOf(CompanyId company, ConnectionId connection) =>
        $"companies/{company}/connections/{connection}/data";

    /// <summary>Where the list of a data type is.</summary>
    public string Of(DataType type) => $"{Address}/{type.Key}";

    /// <summary>Where a record is.</summary>
    public string Of(DataType type, string? id) =>
        id is null ? $"{Of(type)}/record" : $"{Of(type)}/record?id={Uri.EscapeDataString(id)}";
}
