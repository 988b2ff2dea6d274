using System.Globalization;

namespace Causeway.Contracts.DataTypes;

/// <summary>Instants as the standard model writes them, and as sources and clients may write them.</summary>
public static class StandardDate
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Length of the longest text that <see cref="Format(DateTimeOffset)"/> makes.</summary>
    public const int MaxLength = 28;

    /// <summary>
    /// The instant in UTC to the second, with a fraction only where there is one: <c>2022-10-23T00:00:00Z</c>.
    /// </summary>
    public static string Format(DateTimeOffset value) => value.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The same as UTF-8; the target must hold <see cref="MaxLength"/> bytes.</summary>
    public static int Format(DateTimeOffset value, Span<byte> utf8)
    {
        _ = value.UtcDateTime.TryFormat(utf8, out var written, Form, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>
    /// Reads an ISO 8601 date or date and time. Without an offset it is UTC, without a time midnight. The result is in
    /// UTC; digits of a second beyond the seventh are dropped, and an instant that its offset takes outside the calendar
    /// is moved to the calendar's edge.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value) =>
        new Reader(text.Trim()).TryRead(out value);

    private ref struct Reader(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> text = text;
        private int at;

        public bool TryRead(out DateTimeOffset value)
        {
            value = default;
            if (
                !TryReadDate(out var ticks)
                || !TryReadTime(ref ticks)
                || !TryReadOffset(ref ticks)
                || at != text.Length
            )
            {
                return false;
            }

            value = new DateTimeOffset(
                Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks),
                TimeSpan.Zero
            );
            return true;
        }

        // 2022-10-23 or 20221023
        private bool TryReadDate(out long ticks)
        {
            ticks = 0;
            if (!TryReadDigits(4, out var year))
            {
                return false;
            }

            var dashed = TryTake('-');
            if (!TryReadDigits(2, out var month) || (dashed && !TryTake('-')) || !TryReadDigits(2, out var day))
            {
                return false;
            }

            if (year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month))
            {
                return false;
            }

            ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
            return true;
        }

        // T10:20, T10:20:30, T10:20:30.1234567, T102030; a space may stand for the T
        private bool TryReadTime(ref long ticks)
        {
            if (!TryTake('T') && !TryTake('t') && !TryTake(' '))
            {
                return at == text.Length;
            }

            if (!TryReadDigits(2, out var hour))
            {
                return false;
            }

            var colons = TryTake(':');
            if (!TryReadDigits(2, out var minute))
            {
                return false;
            }

            var second = 0;
            var hasSecond = colons ? TryTake(':') : at < text.Length && char.IsAsciiDigit(text[at]);
            if (hasSecond && !TryReadDigits(2, out second))
            {
                return false;
            }

            var fraction = 0L;
            if (hasSecond && (TryTake('.') || TryTake(',')) && !TryReadFraction(out fraction))
            {
                return false;
            }

            // Midnight may be written as the end of the day, and a leap second as the sixtieth.
            var endOfDay = hour is 24 && minute is 0 && second is 0 && fraction is 0;
            if ((hour > 23 && !endOfDay) || minute > 59 || second > 60)
            {
                return false;
            }

            ticks +=
                (hour * TimeSpan.TicksPerHour)
                + (minute * TimeSpan.TicksPerMinute)
                + (second * TimeSpan.TicksPerSecond)
                + fraction;
            return true;
        }

        // Z, +05:00, +0500, +05
        private bool TryReadOffset(ref long ticks)
        {
            if (at == text.Length || TryTake('Z') || TryTake('z'))
            {
                return true;
            }

            var sign =
                TryTake('+') ? 1
                : TryTake('-') || TryTake('\u2212') ? -1
                : 0;
            if (sign is 0 || !TryReadDigits(2, out var hours) || hours > 23)
            {
                return false;
            }

            var minutes = 0;
            if ((TryTake(':') || at < text.Length) && (!TryReadDigits(2, out minutes) || minutes > 59))
            {
                return false;
            }

            ticks -= sign * ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute));
            return true;
        }

        private bool TryReadFraction(out long ticks)
        {
            ticks = 0;
            var digits = 0;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, digits++)
            {
                ticks = digits < 7 ? (ticks * 10) + (text[at] - '0') : ticks;
            }

            for (var i = digits; i < 7; i++)
            {
                ticks *= 10;
            }

            return digits > 0;
        }

        private bool TryReadDigits(int count, out int value)
        {
            value = 0;
            if (at + count > text.Length)
            {
                return false;
            }

            for (var end = at + count; at < end; at++)
            {
                if (!char.IsAsciiDigit(text[at]))
                {
                    return false;
                }

                value = (value * 10) + (text[at] - '0');
            }

            return true;
        }

        private bool TryTake(char c)
        {
            if (at < text.Length && text[at] == c)
            {
                at++;
                return true;
            }

            return false;
        }
    }
}
