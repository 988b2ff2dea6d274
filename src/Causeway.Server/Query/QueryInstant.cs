using System.Globalization;

namespace Causeway.Server.Query;

/// <summary>
/// An instant as the standard model writes it: ISO 8601 with <c>Z</c>, with an offset, or without either, which means
/// UTC. Both databases must agree with this reading, so it is narrow, and PostgreSQL's microsecond is the unit.
/// </summary>
/// <param name="Text">The text, with its zone.</param>
/// <param name="Microseconds">Since the year 1, in UTC; an offset can lead out of the years that a clock has.</param>
public readonly record struct QueryInstant(string Text, long Microseconds)
{
    /// <summary>The longest text: a date, a time, thirteen digits of a fraction and an offset, or so.</summary>
    public const int MaxLength = 40;

    private const int DateLength = 10;

    /// <summary>The instant as a clock has it, null outside the years 1 to 9999.</summary>
    public DateTime? Utc =>
        Microseconds >= 0 && Microseconds <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond
            ? new DateTime(Microseconds * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc)
            : null;

    /// <summary>Reads a date, or a date and time.</summary>
    public static QueryInstant? TryParse(ReadOnlySpan<char> text)
    {
        if (text.Length is < DateLength or > MaxLength || !TryDate(text[..DateLength], out var date))
        {
            return null;
        }

        var microseconds = date.Ticks / TimeSpan.TicksPerMicrosecond;
        var rest = text[DateLength..];
        if (rest.IsEmpty)
        {
            return new QueryInstant($"{text}T00:00:00Z", microseconds);
        }

        if (rest[0] != 'T' || !TryTime(rest[1..], out var time, out var length))
        {
            return null;
        }

        var zone = rest[(1 + length)..];
        if (!TryOffset(zone, out var offset))
        {
            return null;
        }

        return new QueryInstant(zone.IsEmpty ? $"{text}Z" : text.ToString(), microseconds + time - offset);
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (
            text[4] != '-'
            || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..], out var day)
            || year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    // hh:mm, hh:mm:ss or hh:mm:ss.fraction
    private static bool TryTime(ReadOnlySpan<char> text, out long microseconds, out int length)
    {
        (microseconds, length) = (0, 5);
        if (!TryClock(text, 23, out var minutes))
        {
            return false;
        }

        microseconds = minutes * TimeSpan.MicrosecondsPerMinute;
        if (text.Length < 8 || text[5] != ':')
        {
            return true;
        }

        if (!TryDigits(text[6..8], out var seconds) || seconds > 59)
        {
            return false;
        }

        length = 8;
        microseconds += seconds * TimeSpan.MicrosecondsPerSecond;
        if (text.Length == length || text[length] != '.')
        {
            return true;
        }

        var digits = 0;
        while (length + 1 + digits < text.Length && char.IsAsciiDigit(text[length + 1 + digits]))
        {
            digits++;
        }

        if (digits == 0)
        {
            return false;
        }

        // Exactly PostgreSQL's way to cut a fraction, so that equal texts are equal instants on both databases.
        var fraction = double.Parse(
            text.Slice(length, digits + 1),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture
        );
        microseconds += (long)Math.Round(fraction * TimeSpan.MicrosecondsPerSecond, MidpointRounding.ToEven);
        length += 1 + digits;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> zone, out long microseconds)
    {
        microseconds = 0;
        if (zone is "" or "Z")
        {
            return true;
        }

        if (
            zone.Length != 6
            || zone[0] is not ('+' or '-')
            || !TryClock(zone[1..], 14, out var minutes)
            || minutes > 840
        )
        {
            return false;
        }

        microseconds = (zone[0] == '-' ? -minutes : minutes) * TimeSpan.MicrosecondsPerMinute;
        return true;
    }

    private static bool TryClock(ReadOnlySpan<char> text, int lastHour, out int minutes)
    {
        minutes = 0;
        if (
            text.Length < 5
            || text[2] != ':'
            || !TryDigits(text[..2], out var hour)
            || !TryDigits(text[3..5], out var minute)
            || hour > lastHour
            || minute > 59
        )
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
