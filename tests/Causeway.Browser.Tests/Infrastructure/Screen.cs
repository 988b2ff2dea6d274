namespace Causeway.Browser.Tests.Infrastructure;

/// <summary>The size of a window, in CSS pixels.</summary>
public readonly record struct Screen(int Width, int Height)
{
    public static readonly Screen Desktop = new(1280, 800);
    public static readonly Screen Phone = new(390, 844);

    /// <summary>The narrowest that WCAG's reflow rule (1.4.10) asks for.</summary>
    public static readonly Screen Narrow = new(320, 640);
}
