using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Http;

namespace Causeway.Server.Settings.Link;

/// <summary>How Link looks and what it asks for. What is absent is as it comes: every member has a default.</summary>
public sealed record LinkSettingsBody
{
    public LinkBrandingBody? Branding { get; init; }

    /// <summary>Texts of the client's own in Markdown, by language (en, fr, de).</summary>
    public IReadOnlyDictionary<string, LinkTextsBody>? Texts { get; init; }

    public LinkConsentBody? Consent { get; init; }

    /// <summary>Whether a company's user is welcomed before anything is asked. Default: no.</summary>
    public bool? LandingPage { get; init; }

    /// <summary>The kinds of systems that are asked for, in this order, at most one of each. Default: none in particular, all are shown in one list.</summary>
    public IReadOnlyList<LinkSourceTypeBody>? SourceTypes { get; init; }

    /// <summary>The keys of the integrations that are offered. Default: all.</summary>
    public IReadOnlyList<string>? Integrations { get; init; }

    /// <summary>Whether sandboxes are offered. Default: everywhere but in the Production environment.</summary>
    public bool? ShowSandbox { get; init; }

    /// <summary>Whether an address of Link opens only with a password that is good for one use and one day. Default: no.</summary>
    public bool? OneTimePasswords { get; init; }

    /// <summary>The language of those who ask for none that there is: en, fr or de. Default: en.</summary>
    public string? DefaultLanguage { get; init; }

    public LinkRedirectBody? Redirect { get; init; }

    /// <summary>The settings alone: without what is worked out of them, and without what lies elsewhere.</summary>
    public LinkSettingsBody AsStored() =>
        this with
        {
            Branding = Branding is null ? null : Branding with { Logo = null, Colours = null },
            Redirect = null,
        };
}

/// <summary>Whose pages they are.</summary>
public sealed record LinkBrandingBody
{
    /// <summary>The name of whoever asks for the data. Default: that of the profile.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The colour of buttons and links, as #rrggbb. Any will do: what is written on it, and how it is written on the page, is chosen to be readable.</summary>
    public string? PrimaryColour { get; init; }

    /// <summary>What was made of the primary colour; only in answers.</summary>
    public LinkColoursBody? Colours { get; init; }

    /// <summary>The logo that was uploaded; only in answers.</summary>
    public LinkLogoBody? Logo { get; init; }
}

/// <summary>Colours that keep 4.5 to 1 with what they stand on, as WCAG wants it for text.</summary>
/// <param name="OnPrimary">What is written on the primary colour: white or black.</param>
/// <param name="Contrast">The contrast between those two.</param>
/// <param name="AccentOnLight">The primary colour for text on a light page: darker, if it has to be.</param>
/// <param name="AccentOnDark">The primary colour for text on a dark page: lighter, if it has to be.</param>
public sealed record LinkColoursBody(string OnPrimary, decimal Contrast, string AccentOnLight, string AccentOnDark);

/// <summary>The logo.</summary>
/// <param name="Url">Where Link shows it from.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Its bytes.</param>
public sealed record LinkLogoBody(string Url, string MediaType, int Size);

/// <summary>The client's own texts in one language, in Markdown, each at its place.</summary>
public sealed record LinkTextsBody
{
    /// <summary>On the first page, where there is one.</summary>
    public string? Landing { get; init; }

    /// <summary>Above the list of what is asked for.</summary>
    public string? Overview { get; init; }

    /// <summary>Above the systems to choose from.</summary>
    public string? Select { get; init; }

    /// <summary>Below the title of the page where the user agrees.</summary>
    public string? Consent { get; init; }

    /// <summary>Where files are uploaded: which ones are wanted.</summary>
    public string? FileUpload { get; init; }

    /// <summary>When a system was connected.</summary>
    public string? Success { get; init; }

    /// <summary>At the end of every page.</summary>
    public string? Footer { get; init; }
}

/// <summary>What a company's user is told before agreeing.</summary>
public sealed record LinkConsentBody
{
    /// <summary>The client's privacy policy.</summary>
    public string? PrivacyUrl { get; init; }

    /// <summary>The words, by language (en, fr, de).</summary>
    public IReadOnlyDictionary<string, LinkConsentTextsBody>? Texts { get; init; }
}

/// <summary>Answers to what a user asks before agreeing, in Markdown; each has a sentence of its own where none is set.</summary>
/// <param name="Purpose">Why the data is wanted.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Withdrawal">How the user ends it.</param>
public sealed record LinkConsentTextsBody(string? Purpose, string? Duration, string? Withdrawal);

/// <summary>A kind of system that is asked for.</summary>
/// <param name="SourceType">Accounting, Banking, Commerce and so on.</param>
/// <param name="Optional">Whether it may be skipped.</param>
/// <param name="EnableIntegrations">Whether systems are offered. Default: yes.</param>
/// <param name="EnableFileUpload">Whether files can be uploaded in the place of a system; for Accounting, Banking and Other. Default: no.</param>
public sealed record LinkSourceTypeBody(
    SourceType SourceType,
    bool? Optional = null,
    bool? EnableIntegrations = null,
    bool? EnableFileUpload = null
);

/// <summary>Where users go after Link: the same as in the profile. Absent, it stays as it is.</summary>
/// <param name="Url">The address, with placeholders; empty for Link's own last page.</param>
/// <param name="AllowedHosts">Addresses whose hosts a host with placeholders may become.</param>
public sealed record LinkRedirectBody(string? Url, IReadOnlyList<string>? AllowedHosts);

/// <summary>JSON of Link's settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(LinkSettingsBody))]
[JsonSerializable(typeof(LinkPreviewBody))]
[JsonSerializable(typeof(LinkUrlBody))]
[JsonSerializable(typeof(CreateLinkUrl.Body), TypeInfoPropertyName = "LinkUrlRequest")]
public sealed partial class LinkSettingsJson : JsonSerializerContext;
