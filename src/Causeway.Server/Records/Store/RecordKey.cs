using System.Text;

namespace Causeway.Server.Records.Store;

/// <summary>What the store takes as the key of a record; a row with another one must be set aside.</summary>
public static class RecordKey
{
    /// <summary>The longest key, in bytes of UTF-8: it must fit in an index of either database.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Whether the text can be a key: not empty, not too long, no zero character, whole surrogate pairs.</summary>
    public static bool IsValid(string? id) =>
        !string.IsNullOrEmpty(id)
        && id.Length <= MaxBytes
        && !id.Contains('\0', StringComparison.Ordinal)
        && HasWholePairs(id)
        && Encoding.UTF8.GetByteCount(id) <= MaxBytes;

    private static bool HasWholePairs(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsHighSurrogate(id[i]) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(id[i]))
            {
                return false;
            }
        }

        return true;
    }
}
