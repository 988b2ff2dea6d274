using Causeway.Server.Http;

namespace Causeway.Server.Companies;

/// <summary>Names and values that the client keeps with a company.</summary>
public sealed record CompanyTags
{
    public const int MaxCount = 10;
    public const int MaxKeyLength = 27;
    public const int MaxValueLength = 100;

    private CompanyTags(IReadOnlyDictionary<string, string> values) => Values = values;

    public static CompanyTags None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Checks tags, or names the first that is wrong.</summary>
    public static Outcome<CompanyTags> From(IReadOnlyDictionary<string, string?>? tags)
    {
        if (tags is null)
        {
            return None;
        }

        if (tags.Count > MaxCount)
        {
            return Refusal.Invalid("tags", $"tags can have at most {MaxCount} members.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > MaxKeyLength || key.Any(char.IsControl))
            {
                return Refusal.Invalid(
                    $"tags.{key[..Math.Min(key.Length, MaxKeyLength)]}",
                    $"The key of a tag must have 1 to {MaxKeyLength} characters, none of them a control character."
                );
            }

            if (value is null or { Length: > MaxValueLength })
            {
                return Refusal.Invalid(
                    $"tags.{key}",
                    $"The value of the tag {key} must be a text of at most {MaxValueLength} characters."
                );
            }

            values.Add(key, value);
        }

        return new CompanyTags(values);
    }
}
