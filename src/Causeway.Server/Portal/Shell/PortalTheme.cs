using MudBlazor;

namespace Causeway.Server.Portal.Shell;

/// <summary>Colours and type of the component library, the same as portal.css has them. The browser chooses between the two.</summary>
public static class PortalTheme
{
    private static readonly string[] Fonts =
    [
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "Roboto",
        "Helvetica Neue",
        "Arial",
        "sans-serif",
    ];

    /// <summary>What is used unless the page is dark.</summary>
    public static MudTheme Light { get; } = Of(":root");

    /// <summary>What is used if it is.</summary>
    public static MudTheme Dark { get; } = Of(":root[data-theme=dark]");

    private static MudTheme Of(string scope) =>
        new()
        {
            PseudoCss = new PseudoCss { Scope = scope },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
            Typography = new Typography
            {
                Default = new DefaultTypography
                {
                    FontFamily = Fonts,
                    FontSize = "0.875rem",
                    LineHeight = "1.45",
                    LetterSpacing = "normal",
                },
                Button = new ButtonTypography
                {
                    FontFamily = Fonts,
                    FontSize = "0.875rem",
                    FontWeight = "550",
                    TextTransform = "none",
                    LetterSpacing = "normal",
                },
            },
            PaletteLight = new PaletteLight
            {
                Primary = "#3b4fd8",
                Secondary = "#475467",
                Background = "#f7f8fa",
                Surface = "#ffffff",
                TextPrimary = "#1a2233",
                TextSecondary = "#556074",
                ActionDefault = "#556074",
                LinesDefault = "#e3e6ec",
                TableLines = "#e3e6ec",
                LinesInputs = "#838da0",
                Success = "#137a4b",
                Warning = "#9a5b00",
                Error = "#c02b31",
                Info = "#2563a8",
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#97a5ff",
                PrimaryContrastText = "#10142b",
                Secondary = "#a9b3c6",
                Background = "#10141d",
                BackgroundGray = "#161b26",
                Surface = "#181e2a",
                TextPrimary = "#e8ecf4",
                TextSecondary = "#a7b1c4",
                ActionDefault = "#a7b1c4",
                LinesDefault = "#2a3242",
                TableLines = "#2a3242",
                LinesInputs = "#7c879c",
                Success = "#5fd39c",
                SuccessContrastText = "#0b2417",
                WarningContrastText = "#2b1c05",
                InfoContrastText = "#0b1d31",
                Warning = "#f0b45c",
                Error = "#ff8f8f",
                ErrorContrastText = "#2a0c0e",
                Info = "#7fb8f5",
            },
        };
}
