using Causeway.Server.Http;

namespace Causeway.Server.Settings;

/// <summary>Says what is wrong with a redirect URL. Whoever redirects knows, and registers the rule.</summary>
/// <param name="redirectUrl">The template.</param>
/// <param name="whiteListUrls">Where one whose host has placeholders may lead.</param>
/// <returns>The reason why it can't be used, or null.</returns>
public delegate Refusal? RedirectUrlRule(string redirectUrl, IReadOnlyCollection<string> whiteListUrls);
