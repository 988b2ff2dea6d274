namespace Causeway.Connectors.Stripe;

/// <summary>The logo, drawn for this project: a card that goes to its reader.</summary>
internal static class StripeLogo
{
    public const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Stripe"><rect width="64" height="64" rx="12" fill="#4b4fb8"/><rect x="12" y="16" width="34" height="23" rx="4" fill="#fff"/><path d="M12 22h34v5H12z" fill="#f2b84b"/><path d="M17 33h9" stroke="#4b4fb8" stroke-width="3" stroke-linecap="round"/><path d="M30 47h20M44 41l6 6-6 6" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """;
}
