using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Link;

/// <summary>
/// Link's words in one language, from <c>Texts/{language}.resx</c>. They are read without the framework's cultures, of which an invariant server has one;
/// what differs by language beyond words (plurals, dates) is here.
/// </summary>
public sealed class LinkTexts
{
    private static readonly FrozenDictionary<string, Lazy<LinkTexts>> All = LinkLanguages.All.ToFrozenDictionary(
        language => language,
        language => new Lazy<LinkTexts>(() => new LinkTexts(language, Load(language)))
    );

    private readonly FrozenDictionary<string, string> words;
    private readonly (string Name, string? Value)[] always;

    private LinkTexts(
        string language,
        FrozenDictionary<string, string> words,
        params (string Name, string? Value)[] always
    ) => (Language, this.words, this.always) = (language, words, always);

    /// <summary>The language, as pages name it.</summary>
    public string Language { get; }

    /// <summary>All keys that there are.</summary>
    public IReadOnlyCollection<string> Keys => words.Keys;

    /// <summary>The words of a language that Link speaks.</summary>
    public static LinkTexts In(string language) => All[language].Value;

    /// <summary>The same words, for one who asks and one who is asked: they fill <c>{client}</c> and <c>{company}</c> everywhere.</summary>
    public LinkTexts For(string client, string? company) =>
        new(Language, words, ("client", client), ("company", company));

    /// <summary>A text, with its placeholders filled in.</summary>
    public string this[string key, params ReadOnlySpan<(string Name, string? Value)> values] =>
        words.TryGetValue(key, out var text)
            ? Fill(text, values)
            : throw new InvalidOperationException($"Link has no text '{key}' in {Language}.");

    /// <summary>A text that there may be.</summary>
    public string? Find(string key) => words.GetValueOrDefault(key);

    /// <summary>A text about a number of things.</summary>
    public string Count(string key, int n)
    {
        // French counts none as one, English and German do not.
        var isOne = Language is "fr" ? n < 2 : n == 1;
        return this[isOne ? $"{key}.one" : $"{key}.other", ("n", n.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>A day.</summary>
    public string Date(DateTimeOffset instant)
    {
        var day = instant.UtcDateTime;
        var number = day.Day is 1 && Language is "fr" ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return this[
            "date",
            ("day", number),
            ("month", words["months"].Split(',')[day.Month - 1]),
            ("year", day.Year.ToString(CultureInfo.InvariantCulture))
        ];
    }

    private string Fill(string text, ReadOnlySpan<(string Name, string? Value)> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        // From left to right, so that what is filled in is never filled in again.
        var filled = new StringBuilder();
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            filled.Append(text, at, open - at).Append(ValueOf(text.AsSpan(open + 1, close - open - 1), values));
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }

    private string? ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (given, value) in values)
        {
            if (name.SequenceEqual(given))
            {
                return value;
            }
        }

        foreach (var (given, value) in always)
        {
            if (name.SequenceEqual(given))
            {
                return value;
            }
        }

        throw new InvalidOperationException($"A text has a placeholder that nobody fills in: {name}.");
    }

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"LinkTexts.{language}.resources")
            ?? throw new InvalidOperationException($"The texts of {language} are not in the assembly.");
        using var reader = new ResourceReader(stream);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in reader)
        {
            found.Add((string)entry.Key, (string)entry.Value!);
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
