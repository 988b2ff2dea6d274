namespace Causeway.Connectors.Sandbox;

/// <summary>The logos, drawn for this project: a bucket of sand, with what the source is about.</summary>
internal static class SandboxLogos
{
    /// <summary>A ledger.</summary>
    public static string Accounting =>
        Draw(
            """
              <path d="M20 10h24a3 3 0 0 1 3 3v15H17V13a3 3 0 0 1 3-3z" fill="#fff8ec"/>
              <path d="M23 16h12M23 21h8M39 16h4M39 21h4" stroke="#2f5d62" stroke-width="2.5" stroke-linecap="round"/>
            """
        );

    /// <summary>A shopping bag.</summary>
    public static string Commerce =>
        Draw(
            """
              <path d="M21 15h22l2 13H19z" fill="#fff8ec"/>
              <path d="M27 18v-4a5 5 0 0 1 10 0v4" fill="none" stroke="#2f5d62" stroke-width="2.5" stroke-linecap="round"/>
            """
        );

    /// <summary>A coin.</summary>
    public static string Banking =>
        Draw(
            """
              <circle cx="32" cy="19" r="10" fill="#fff8ec"/>
              <path d="M28 16l4-3 4 3M27 18h10M29 18v5M32 18v5M35 18v5M27 24h10" fill="none" stroke="#2f5d62" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
            """
        );

    private static string Draw(string subject) =>
        $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-hidden="true">
              <rect width="64" height="64" rx="14" fill="#f2b84b"/>
            {subject}
              <path d="M12 30c7-5 13 3 20-1s13-3 20 1v4H12z" fill="#e3963e"/>
              <path d="M12 33h40l-4 20a4 4 0 0 1-4 3H20a4 4 0 0 1-4-3z" fill="#2f5d62"/>
              <path d="M18 39h28" stroke="#f2b84b" stroke-width="3" stroke-linecap="round"/>
            </svg>
            """;
}
