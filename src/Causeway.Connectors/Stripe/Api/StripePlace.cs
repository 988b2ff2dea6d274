using System.Globalization;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>Where a read stands; its text is the cursor.</summary>
/// <param name="List">Which of the reader's lists.</param>
/// <param name="IsInEvents">Whether the list itself is done, and what happened to its older records is read.</param>
/// <param name="Began">When the read began by Stripe's clock, in seconds since 1970; 0 before the first answer.</param>
/// <param name="After">The id of the last record that was read, or null at the beginning.</param>
internal sealed record StripePlace(int List, bool IsInEvents, long Began, string? After)
{
    /// <summary>Reads a cursor.</summary>
    public static StripePlace From(string? cursor)
    {
        if (cursor is null)
        {
            return new StripePlace(0, false, 0, null);
        }

        var parts = cursor.Split(':', 4);
        return new StripePlace(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[1] is "events",
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3].Length == 0 ? null : parts[3]
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{List}:{(IsInEvents ? "events" : "list")}:{Began}:{After}");
}
