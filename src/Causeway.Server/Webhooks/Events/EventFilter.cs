using Causeway.Server.Http;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Which events a consumer wants: by type, with <c>*</c> for any run of characters, and by the tags of their company.</summary>
public sealed class EventFilter
{
    private const int MostPatterns = 100;
    private const int MostTags = 10;
    private const int LongestTag = 128;

    private readonly HashSet<string> types;
    private readonly IReadOnlyList<string> patterns;
    private readonly HashSet<string> tags;

    private EventFilter(IReadOnlyList<string> eventTypes, IReadOnlyList<string> companyTags)
    {
        types = [.. EventTypes.All.Where(type => eventTypes.Any(pattern => Matches(pattern, type)))];
        patterns = eventTypes;
        tags = [.. companyTags];
    }

    /// <summary>The filter of a consumer whose patterns and tags were checked.</summary>
    public static EventFilter Of(IReadOnlyList<string> eventTypes, IReadOnlyList<string> companyTags) =>
        new(eventTypes, companyTags);

    /// <summary>What is wrong with the types that a client asks for, if anything is.</summary>
    public static Refusal? Check(IReadOnlyList<string?>? eventTypes)
    {
        if (eventTypes is null or { Count: 0 })
        {
            return Refusal.Invalid("eventTypes", "eventTypes must name at least one type of event, or * for all.");
        }

        if (eventTypes.Count > MostPatterns)
        {
            return Refusal.Invalid("eventTypes", $"eventTypes can have at most {MostPatterns} items.");
        }

        for (var i = 0; i < eventTypes.Count; i++)
        {
            if (eventTypes[i] is not { } pattern || !EventTypes.All.Any(type => Matches(pattern, type)))
            {
                return Refusal.Invalid(
                    $"eventTypes[{i}]",
                    $"eventTypes[{i}] is no type of event here, and no pattern that fits one. GET /webhooks/eventTypes lists them."
                );
            }
        }

        return null;
    }

    /// <summary>What is wrong with the tags that a client asks for, if anything is.</summary>
    public static Refusal? CheckTags(IReadOnlyList<string?>? companyTags)
    {
        if (companyTags is { Count: > MostTags })
        {
            return Refusal.Invalid("companyTags", $"companyTags can have at most {MostTags} items.");
        }

        for (var i = 0; i < (companyTags?.Count ?? 0); i++)
        {
            if (companyTags![i] is not { Length: <= LongestTag } tag || tag.IndexOf(':', StringComparison.Ordinal) < 1)
            {
                return Refusal.Invalid(
                    $"companyTags[{i}]",
                    $"companyTags[{i}] must be a key and a value with a colon between, of at most {LongestTag} characters."
                );
            }
        }

        return null;
    }

    /// <summary>Whether the consumer wants an event.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="companyTags">The tags of the company that it is about; null if it is about none.</param>
    public bool Wants(string type, IReadOnlyDictionary<string, string>? companyTags) =>
        (types.Contains(type) || IsUnlisted(type))
        && (
            tags.Count == 0
            || (companyTags is not null && companyTags.Any(tag => tags.Contains($"{tag.Key}:{tag.Value}")))
        );

    // A connector of somebody else's may write data types for which the documents have no event.
    private bool IsUnlisted(string type) =>
        EventTypes.IsOfWrite(type) && !EventTypes.All.Contains(type) && patterns.Any(p => Matches(p, type));

    private static bool Matches(string pattern, string type)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == type;
        }

        if (
            !type.StartsWith(parts[0], StringComparison.Ordinal)
            || !type.EndsWith(parts[^1], StringComparison.Ordinal)
            || type.Length < parts[0].Length + parts[^1].Length
        )
        {
            return false;
        }

        var (at, end) = (parts[0].Length, type.Length - parts[^1].Length);
        foreach (var part in parts[1..^1])
        {
            var found = type.IndexOf(part, at, end - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}
