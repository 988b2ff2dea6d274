namespace Causeway.Server.Portal.Shell;

/// <summary>The mark: stones across water.</summary>
public static class Brand
{
    /// <summary>The mark as SVG, in the colour of the text around it.</summary>
    public const string Mark =
        """<svg class="cw-mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true"><rect width="32" height="32" rx="8" fill="var(--cw-accent)"/><path d="M6 21c4-9 16-9 20 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="M6 25h4m4 0h4m4 0h4" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>""";
}
