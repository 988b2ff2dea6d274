using Causeway.Contracts;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Portal.Settings;

/// <summary>What the form of Link's settings holds while it is filled in.</summary>
public sealed class LinkForm
{
    private readonly LinkSettingsBody before;

    public LinkForm(LinkSettingsBody settings)
    {
        before = settings;
        DisplayName = settings.Branding?.DisplayName ?? "";
        Colour = settings.Branding?.PrimaryColour ?? "";
        LandingPage = settings.LandingPage ?? false;
        OneTimePasswords = settings.OneTimePasswords ?? false;
        ShowSandbox = settings.ShowSandbox;
        DefaultLanguage = settings.DefaultLanguage ?? LinkLanguages.English;
        PrivacyUrl = settings.Consent?.PrivacyUrl ?? "";
        foreach (var asked in settings.SourceTypes ?? [])
        {
            Asked[asked.SourceType] = new AskedKind(asked);
        }

        foreach (var language in LinkLanguages.All)
        {
            Texts[language] = LinkTexts.From(
                settings.Texts?.GetValueOrDefault(language),
                settings.Consent?.Texts?.GetValueOrDefault(language)
            );
        }
    }

    public string DisplayName { get; set; }

    public string Colour { get; set; }

    public bool LandingPage { get; set; }

    public bool OneTimePasswords { get; set; }

    public bool? ShowSandbox { get; set; }

    public string DefaultLanguage { get; set; }

    public string PrivacyUrl { get; set; }

    /// <summary>The kinds of systems that are asked for.</summary>
    public Dictionary<SourceType, AskedKind> Asked { get; } = [];

    /// <summary>The client's own texts, by language.</summary>
    public Dictionary<string, LinkTexts> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The settings that the form says, with those that it does not show as they were.</summary>
    public LinkSettingsBody ToBody() =>
        before.AsStored() with
        {
            Branding = new LinkBrandingBody { DisplayName = Or(DisplayName), PrimaryColour = Or(Colour) },
            LandingPage = LandingPage,
            OneTimePasswords = OneTimePasswords,
            ShowSandbox = ShowSandbox,
            DefaultLanguage = DefaultLanguage,
            SourceTypes = [.. Asked.Select(a => a.Value.ToBody(a.Key))],
            Texts = Texts
                .Where(t => t.Value.HasTexts)
                .ToDictionary(t => t.Key, t => t.Value.ToTexts(), StringComparer.Ordinal),
            Consent = new LinkConsentBody
            {
                PrivacyUrl = Or(PrivacyUrl),
                Texts = Texts
                    .Where(t => t.Value.HasConsent)
                    .ToDictionary(t => t.Key, t => t.Value.ToConsent(), StringComparer.Ordinal),
            },
        };

    internal static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>How a kind of systems is asked for, while it is filled in.</summary>
public sealed class AskedKind(LinkSourceTypeBody asked)
{
    /// <summary>Whether it may be skipped.</summary>
    public bool Optional { get; set; } = asked.Optional is true;

    /// <summary>Whether systems are offered.</summary>
    public bool Integrations { get; set; } = asked.EnableIntegrations is not false;

    /// <summary>Whether files can be uploaded.</summary>
    public bool FileUpload { get; set; } = asked.EnableFileUpload is true;

    public LinkSourceTypeBody ToBody(SourceType type) =>
        // What is as it comes is not said; without files there is nothing but systems.
        new(type, Optional, Integrations || !FileUpload ? null : false, FileUpload ? true : null);
}

/// <summary>Texts in one language while they are written.</summary>
public sealed class LinkTexts
{
    public string? Landing { get; set; }

    public string? Overview { get; set; }

    public string? Select { get; set; }

    public string? Consent { get; set; }

    public string? FileUpload { get; set; }

    public string? Success { get; set; }

    public string? Footer { get; set; }

    public string? Purpose { get; set; }

    public string? Duration { get; set; }

    public string? Withdrawal { get; set; }

    public bool HasTexts =>
        new[] { Landing, Overview, Select, Consent, FileUpload, Success, Footer }.Any(t =>
            !string.IsNullOrWhiteSpace(t)
        );

    public bool HasConsent => new[] { Purpose, Duration, Withdrawal }.Any(t => !string.IsNullOrWhiteSpace(t));

    public static LinkTexts From(LinkTextsBody? texts, LinkConsentTextsBody? consent) =>
        new()
        {
            Landing = texts?.Landing,
            Overview = texts?.Overview,
            Select = texts?.Select,
            Consent = texts?.Consent,
            FileUpload = texts?.FileUpload,
            Success = texts?.Success,
            Footer = texts?.Footer,
            Purpose = consent?.Purpose,
            Duration = consent?.Duration,
            Withdrawal = consent?.Withdrawal,
        };

    public LinkTextsBody ToTexts() =>
        new()
        {
            Landing = LinkForm.Or(Landing),
            Overview = LinkForm.Or(Overview),
            Select = LinkForm.Or(Select),
            Consent = LinkForm.Or(Consent),
            FileUpload = LinkForm.Or(FileUpload),
            Success = LinkForm.Or(Success),
            Footer = LinkForm.Or(Footer),
        };

    public LinkConsentTextsBody ToConsent() =>
        new(LinkForm.Or(Purpose), LinkForm.Or(Duration), LinkForm.Or(Withdrawal));
}
