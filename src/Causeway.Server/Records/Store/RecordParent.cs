using System.Text.Json;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Records.Store;

/// <summary>
/// Some records are below another one: bank transactions below their account, a tracking category below another. The
/// parent's key gets a column and an index.
/// </summary>
internal static class RecordParent
{
    private static readonly byte[] AccountId = "accountId"u8.ToArray();
    private static readonly byte[] ParentId = "parentId"u8.ToArray();

    /// <summary>Whether the records of a data type are listed below their parents alone.</summary>
    public static bool IsListedBelow(DataType type) => type.Key is "bankTransactions";

    /// <summary>The key of the parent, null if there is none.</summary>
    public static string? Of(DataType type, ReadOnlySpan<byte> json) =>
        type.Key switch
        {
            "bankTransactions" => Read(json, AccountId),
            "trackingCategories" => Read(json, ParentId),
            _ => null,
        };

    private static string? Read(ReadOnlySpan<byte> json, byte[] member)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            var isKey = reader.CurrentDepth == 1 && reader.ValueTextEquals(member);
            reader.Read();
            if (isKey)
            {
                return
                    reader.TokenType is JsonTokenType.String && reader.GetString() is { } key && RecordKey.IsValid(key)
                    ? key
                    : null;
            }

            reader.Skip();
        }

        return null;
    }
}
