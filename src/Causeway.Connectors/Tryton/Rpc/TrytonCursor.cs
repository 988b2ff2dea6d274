using System.Globalization;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>Where a read goes on: in which of its searches, after which id, and the watermark that it will end with.</summary>
internal sealed record TrytonCursor(int Search, int After, string? Watermark)
{
    public static TrytonCursor Parse(string? text)
    {
        if (text is null)
        {
            return new TrytonCursor(0, 0, null);
        }

        var parts = text.Split(';');
        return new TrytonCursor(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2] is { Length: > 0 } watermark ? watermark : null
        );
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Search};{After};{Watermark}");
}
