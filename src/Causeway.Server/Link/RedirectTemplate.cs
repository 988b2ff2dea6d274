using System.Diagnostics.CodeAnalysis;
using System.Text;
using Causeway.Server.Http;

namespace Causeway.Server.Link;

/// <summary>
/// Where a user goes after Link: an address with placeholders such as <c>{companyId}</c>. Only the client's own setting decides the host, so
/// that no link can be bent to lead elsewhere.
/// </summary>
public sealed class RedirectTemplate
{
    /// <summary>Length of a template at most.</summary>
    public const int MaxLength = 2048;

    private readonly IReadOnlyList<Part> parts;
    private readonly bool hostVaries;
    private readonly HashSet<string> allowedOrigins;

    private RedirectTemplate(IReadOnlyList<Part> parts, bool hostVaries, HashSet<string> allowedOrigins)
    {
        this.parts = parts;
        this.hostVaries = hostVaries;
        this.allowedOrigins = allowedOrigins;
    }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="allowed">Addresses whose origins a host with placeholders may become.</param>
    /// <param name="template">The template, if it is one.</param>
    /// <param name="refusal">What is wrong with it, if it is none.</param>
    public static bool TryParse(
        string text,
        IReadOnlyCollection<string> allowed,
        [NotNullWhen(true)] out RedirectTemplate? template,
        [NotNullWhen(false)] out Refusal? refusal
    )
    {
        template = null;
        refusal = null;
        if (text.Length > MaxLength)
        {
            refusal = Wrong($"must have at most {MaxLength} characters");
        }
        else if (!StartsAsWeb(text, out var hostStart))
        {
            refusal = Wrong("must start with https:// or http://");
        }
        else if (Split(text) is not { } parts)
        {
            refusal = Wrong("has a brace without its pair, or an empty placeholder");
        }
        else
        {
            var hostEnd = text.AsSpan(hostStart).IndexOfAny("/?#\\") is >= 0 and var end
                ? hostStart + end
                : text.Length;
            var host = text[hostStart..hostEnd];
            var origins = allowed.Select(OriginOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            var candidate = new RedirectTemplate(parts, host.Contains('{', StringComparison.Ordinal), origins);
            refusal = candidate.Check(host);
            template = refusal is null ? candidate : null;
        }

        return template is not null;
    }

    /// <summary>What is wrong with a template, or null.</summary>
    public static Refusal? FaultOf(string text, IReadOnlyCollection<string> allowed) =>
        TryParse(text, allowed, out _, out var refusal) ? null : refusal;

    /// <summary>Fills in the placeholders; a missing value is empty.</summary>
    /// <returns>The address, or null if the values would lead to a host that is not allowed.</returns>
    public Uri? Expand(Func<string, string?> valueOf)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.IsPlaceholder ? Uri.EscapeDataString(valueOf(part.Text) ?? "") : part.Text);
        }

        return
            Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri)
            && uri is { Scheme: "https" or "http", UserInfo.Length: 0 }
            && (!hostVaries || allowedOrigins.Contains(uri.GetLeftPart(UriPartial.Authority)))
            ? uri
            : null;
    }

    private Refusal? Check(string host)
    {
        if (host.Contains('@', StringComparison.Ordinal) || host.Contains('\\', StringComparison.Ordinal))
        {
            return Wrong("must not have a user name in its host");
        }

        if (hostVaries)
        {
            return allowedOrigins.Count > 0
                ? null
                : Wrong("may have placeholders in its host only when whiteListUrls says which hosts are allowed");
        }

        return Expand(_ => "x") is null ? Wrong("is not an address") : null;
    }

    private static bool StartsAsWeb(string text, out int hostStart)
    {
        var https = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        hostStart = https ? "https://".Length : "http://".Length;
        return https || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
    }

    private static List<Part>? Split(string text)
    {
        var found = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.IndexOfAny(['{', '}'], at);
            if (brace < 0)
            {
                found.Add(new Part(text[at..], false));
                break;
            }

            var close = text[brace] is '{' ? text.IndexOfAny(['{', '}'], brace + 1) : -1;
            if (close <= brace + 1 || text[close] is not '}')
            {
                return null;
            }

            found.Add(new Part(text[at..brace], false));
            found.Add(new Part(text[(brace + 1)..close], true));
            at = close + 1;
        }

        return found;
    }

    private static string? OriginOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri!.GetLeftPart(UriPartial.Authority)
            : null;

    private static Refusal Wrong(string reason) => Refusal.Invalid("redirectUrl", $"The redirect URL {reason}.");

    private readonly record struct Part(string Text, bool IsPlaceholder);
}
