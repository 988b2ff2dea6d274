using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Integrations;

namespace Causeway.Server.Settings.Link;

/// <summary>Says what is wrong with settings of Link, by the name of the field.</summary>
public sealed class LinkSettingsCheck(ConnectorCatalog catalog, IEnumerable<RedirectUrlRule> redirectRules)
{
    private const int MaxNameLength = 200;
    private const int MaxTextLength = 4000;
    private const int MaxUrlLength = 2048;
    private const int MostIntegrations = 1000;
    private const int MostHosts = 100;

    /// <summary>The first thing that is wrong, or null.</summary>
    public Refusal? Of(LinkSettingsBody body) =>
        Branding(body.Branding)
        ?? Texts(body.Texts)
        ?? Consent(body.Consent)
        ?? SourceTypes(body.SourceTypes)
        ?? Integrations(body.Integrations)
        ?? DefaultLanguage(body.DefaultLanguage)
        ?? Redirect(body.Redirect);

    private static Refusal? Branding(LinkBrandingBody? branding)
    {
        if (branding?.DisplayName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength))
        {
            return Wrong("branding.displayName", $"must have 1 to {MaxNameLength} characters, or be absent");
        }

        return branding?.PrimaryColour is { } colour && !BrandColour.TryParse(colour, out _)
            ? Wrong("branding.primaryColour", "must be a colour such as #0b5fa5")
            : null;
    }

    private static Refusal? Texts(IReadOnlyDictionary<string, LinkTextsBody>? texts) =>
        ByLanguage(
            "texts",
            texts,
            (at, text) =>
                Text($"{at}.landing", text.Landing)
                ?? Text($"{at}.overview", text.Overview)
                ?? Text($"{at}.select", text.Select)
                ?? Text($"{at}.consent", text.Consent)
                ?? Text($"{at}.fileUpload", text.FileUpload)
                ?? Text($"{at}.success", text.Success)
                ?? Text($"{at}.footer", text.Footer)
        );

    private static Refusal? Consent(LinkConsentBody? consent) =>
        Url("consent.privacyUrl", consent?.PrivacyUrl)
        ?? ByLanguage(
            "consent.texts",
            consent?.Texts,
            (at, text) =>
                Text($"{at}.purpose", text.Purpose)
                ?? Text($"{at}.duration", text.Duration)
                ?? Text($"{at}.withdrawal", text.Withdrawal)
        );

    private static Refusal? SourceTypes(IReadOnlyList<LinkSourceTypeBody>? types)
    {
        for (var i = 0; i < types?.Count; i++)
        {
            // A null in a list is not seen by the annotations.
            if (
                types[i] is not { } asked
                || asked.SourceType is SourceType.Unknown
                || !Enum.IsDefined(asked.SourceType)
            )
            {
                return Wrong($"sourceTypes[{i}].sourceType", "must be a kind of system, such as Accounting");
            }

            if (types.Take(i).Any(t => t.SourceType == asked.SourceType))
            {
                return Wrong($"sourceTypes[{i}].sourceType", "is in the list before");
            }

            if (
                asked.EnableFileUpload is true
                && asked.SourceType is not (SourceType.Accounting or SourceType.Banking or SourceType.Other)
            )
            {
                return Wrong($"sourceTypes[{i}].enableFileUpload", "can be true for Accounting, Banking and Other");
            }

            if (asked is { EnableIntegrations: false, EnableFileUpload: not true })
            {
                return Wrong(
                    $"sourceTypes[{i}].enableIntegrations",
                    "can be false only where enableFileUpload is true: else there is nothing to choose"
                );
            }
        }

        return null;
    }

    private Refusal? Integrations(IReadOnlyList<string>? keys)
    {
        if (keys?.Count > MostIntegrations)
        {
            return Wrong("integrations", $"can have at most {MostIntegrations} elements");
        }

        for (var i = 0; i < keys?.Count; i++)
        {
            if (!catalog.TryGet(keys[i], out _))
            {
                return Wrong(
                    $"integrations[{i}]",
                    "must be the key of an integration, as GET /integrations lists them"
                );
            }
        }

        return null;
    }

    private static Refusal? DefaultLanguage(string? language) =>
        language is null || LinkLanguages.IsKnown(language)
            ? null
            : Wrong("defaultLanguage", $"must be one of {LinkLanguages.Listed}");

    private Refusal? Redirect(LinkRedirectBody? redirect)
    {
        if (redirect?.AllowedHosts?.Count > MostHosts)
        {
            return Wrong("redirect.allowedHosts", $"can have at most {MostHosts} elements");
        }

        for (var i = 0; i < redirect?.AllowedHosts?.Count; i++)
        {
            var at = $"redirect.allowedHosts[{i}]";
            if ((redirect.AllowedHosts[i] is { Length: > 0 } host ? Url(at, host) : NoUrl(at)) is { } wrong)
            {
                return wrong;
            }
        }

        return redirect?.Url is { Length: > 0 } url
            ? redirectRules
                .Select(rule => rule(url, [.. redirect.AllowedHosts ?? []]))
                .OfType<Refusal>()
                .Select(r => Refusal.Invalid("redirect.url", r.Message))
                .FirstOrDefault()
            : null;
    }

    private static Refusal? ByLanguage<T>(
        string field,
        IReadOnlyDictionary<string, T>? texts,
        Func<string, T, Refusal?> check
    )
        where T : class
    {
        foreach (var (language, text) in texts ?? new Dictionary<string, T>())
        {
            if (!LinkLanguages.IsKnown(language))
            {
                return Refusal.Invalid(field, $"{field} is by language, and the languages are {LinkLanguages.Listed}.");
            }

            if (
                (text is null ? Wrong($"{field}.{language}", "is missing") : check($"{field}.{language}", text)) is
                { } wrong
            )
            {
                return wrong;
            }
        }

        return null;
    }

    private static Refusal? Text(string field, string? text) =>
        text?.Length > MaxTextLength ? Wrong(field, $"can have at most {MaxTextLength} characters") : null;

    private static Refusal? Url(string field, string? url) =>
        string.IsNullOrEmpty(url)
        || (
            url.Length <= MaxUrlLength
            && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", Host.Length: > 0 }
        )
            ? null
            : NoUrl(field);

    private static Refusal NoUrl(string field) =>
        Wrong(field, $"must be an absolute http or https address of at most {MaxUrlLength} characters");

    private static Refusal Wrong(string field, string reason) => Refusal.Invalid(field, $"{field} {reason}.");
}
