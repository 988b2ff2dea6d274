using System.Text.Json;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Records.Store;

/// <summary>Some records are listed below another one: bank transactions below their account. The parent's key gets a column and an index.</summary>
internal static class RecordParent
{
    /// <summary>Whether the records of a data type have a parent.</summary>
    public static bool Has(DataType type) => type.Key is "bankTransactions";

    /// <summary>The key of the parent, null if there is none.</summary>
    public static string? Of(DataType type, ReadOnlySpan<byte> json)
    {
        if (!Has(type))
        {
            return null;
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            var isKey = reader.CurrentDepth == 1 && reader.ValueTextEquals("accountId"u8);
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
