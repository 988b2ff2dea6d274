using System.Text.RegularExpressions;
using Causeway.Connectors;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Files;
using Causeway.Server.Link;
using Causeway.Server.Settings.Link;
using Causeway.Server.Tests.Architecture;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Link;

/// <summary>Link's words: all of them in every language, and no others on any page.</summary>
public sealed partial class LinkTextsTests(CausewayApp app)
{
    private static readonly LinkTexts English = LinkTexts.In(LinkLanguages.English);

    public static TheoryData<string> Languages => [.. LinkLanguages.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text_with_the_same_placeholders(string language)
    {
        var texts = LinkTexts.In(language);

        texts.Keys.ShouldBe(English.Keys, ignoreOrder: true);
        foreach (var key in English.Keys)
        {
            texts.Find(key).ShouldNotBeNullOrWhiteSpace(key);
            Placeholders(texts, key).ShouldBe(Placeholders(English, key), key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_is_put_together_from_names_has_its_text(string language)
    {
        var texts = LinkTexts.In(language);

        foreach (
            var key in Enum.GetNames<SourceType>()
                .SelectMany(k => new[] { $"kind.{k}", $"kind.{k}.text", $"choose.title.{k}" })
                .Concat(Enum.GetNames<FileFault>().Except([nameof(FileFault.Field)]).Select(f => $"upload.{f}"))
                .Concat(
                    FileUpload.All.SelectMany(u =>
                        new[] { "name", "choose", "lead" }.Select(part => $"upload.{part}.{u.Manifest.SourceType}")
                    )
                )
                .Concat(["kind.Documents", "kind.Documents.text"])
                .Concat(Enum.GetNames<ConnectionStatus>().Select(s => $"status.{s}"))
                .Concat(
                    Enum.GetNames<AuthorizationFault>().SelectMany(f => new[] { $"failed.{f}", $"failed.{f}.todo" })
                )
                .Concat(
                    Enum.GetNames<LinkPasswordState>()
                        .Except([nameof(LinkPasswordState.Good)])
                        .Append("Missing")
                        .SelectMany(s => new[] { $"password.{s}", $"password.{s}.title" })
                )
        )
        {
            texts.Find(key).ShouldNotBeNullOrWhiteSpace(key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_is_shared_and_what_is_entered_is_called_by_a_name(string language)
    {
        var texts = LinkTexts.In(language);
        var catalog = app.Services.GetRequiredService<Causeway.Server.Integrations.ConnectorCatalog>();
        var ours = catalog.All.Where(e => BuiltInConnectors.All.Any(c => c.Manifest.Key == e.Manifest.Key)).ToList();

        ours.SelectMany(e => e.Parts.Readers.Keys).Select(t => $"data.{t.Key}").ShouldAllBe(k => texts.Find(k) != null);
        var fields = ours.SelectMany(e =>
                e.Manifest.Auth is ConnectorAuth.OAuth2 { Otherwise: { } other }
                    ? e.Manifest.Auth.Fields.Concat(other.Fields)
                    : e.Manifest.Auth.Fields
            )
            .ToList();
        fields.Select(f => $"field.{f.Label}").ShouldAllBe(k => texts.Find(k) != null);
        fields.Select(f => f.Help).OfType<string>().Select(h => $"help.{h}").ShouldAllBe(k => texts.Find(k) != null);
    }

    [Fact]
    public void Every_text_is_used_and_every_text_that_is_used_is_there()
    {
        var code = string.Concat(
            Pages().Concat(Repository.Files("src/Causeway.Server/Link", "*.cs")).Select(f => f.Text)
        );
        var used = Quoted().Matches(code).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var begun = Begun().Matches(code).Select(m => m.Groups["start"].Value).Where(s => s.Length > 2).ToList();

        // Keys that are written whole, those whose end is a name, and numbers of things.
        English
            .Keys.Where(k =>
                !used.Contains(k.EndsWith(".label", StringComparison.Ordinal) ? k[..^6] : k)
                && !begun.Any(b => k.StartsWith(b, StringComparison.Ordinal))
            )
            .Where(k =>
                !(k.EndsWith(".one", StringComparison.Ordinal) || k.EndsWith(".other", StringComparison.Ordinal))
            )
            .ShouldBeEmpty("nobody reads it");
        Keyed()
            .Matches(code)
            .Select(m => m.Groups["key"].Value)
            .Where(k => English.Find(k) is null && English.Find($"{k}.one") is null)
            .ShouldBeEmpty("it is not there");
    }

    [Fact]
    public void No_page_has_words_of_its_own()
    {
        Found("<p>Some words</p>").ShouldNotBeEmpty("the search itself works");
        Found("<p>\n  Some words.\n</p>").ShouldNotBeEmpty();
        Found("<img alt=\"Some words\">").ShouldNotBeEmpty();

        Pages().SelectMany(f => Found(f.Text).Select(w => $"{f.Name}: {w}")).ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_and_days_are_said_as_the_language_says_them()
    {
        var (french, german) = (LinkTexts.In("fr"), LinkTexts.In("de"));
        var first = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        English.Count("search.found", 1).ShouldBe("One system found");
        English.Count("search.found", 0).ShouldBe("0 systems found");
        french.Count("consent.more", 0).ShouldBe(french["consent.more.one"]);
        french.Count("search.found", 2).ShouldBe("2 systèmes trouvés");
        german.Count("search.found", 2).ShouldBe("2 Systeme gefunden");
        English.Date(first).ShouldBe("1 May 2026");
        french.Date(first).ShouldBe("1er mai 2026");
        german.Date(first).ShouldBe("1. Mai 2026");
        french.Date(first.AddDays(1)).ShouldBe("2 mai 2026");
    }

    [Fact]
    public void What_fills_a_placeholder_is_not_filled_in_again() =>
        English.For("{company}", "{n}")["landing.title"].ShouldBe("Share your business data with {company}");

    private static IEnumerable<SourceFile> Pages() => Repository.Files("src/Causeway.Server/Link/Pages", "*.razor");

    private static string Placeholders(LinkTexts texts, string key) =>
        key.EndsWith(".one", StringComparison.Ordinal)
            ? ""
            : string.Join(
                ' ',
                Placeholder().Matches(texts.Find(key)!).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)
            );

    // Words between tags, on lines of their own, and in attributes that are read out.
    private static IEnumerable<string> Found(string page)
    {
        var code = page.IndexOf("@code", StringComparison.Ordinal);
        var markup = Comment().Replace(code < 0 ? page : page[..code], "");
        return BetweenTags()
            .Matches(markup)
            .Concat(LineOfWords().Matches(markup))
            .Concat(InAttribute().Matches(markup))
            .Select(m => m.Value.Trim())
            .Where(w => w is not "else");
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"(?<key>[a-zA-Z]+[\\w.]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("\"(?<start>[a-z][a-z.]*)\\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begun();

    [GeneratedRegex("\\bT(\\.Count)?[\\[(]\"(?<key>[a-z][\\w.]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keyed();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@">[^<>@{}()""\n]*\p{L}{2,}[^<>@{}()""\n]*<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenTags();

    [GeneratedRegex(
        @"^[^<>@{}();=:""\n]*\p{L}{2,}[^<>@{}();=:""\n]*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LineOfWords();

    [GeneratedRegex(@"\b(alt|title|placeholder|aria-label)=""[^""@]*\p{L}{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InAttribute();
}
