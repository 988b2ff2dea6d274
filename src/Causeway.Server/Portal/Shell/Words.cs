using System.Globalization;

namespace Causeway.Server.Portal.Shell;

/// <summary>Numbers and times as people say them.</summary>
public static class Words
{
    /// <summary>How long ago, or how soon.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        if (span < TimeSpan.Zero)
        {
            return span > TimeSpan.FromSeconds(-45) ? "in a moment" : $"in {Span(-span)}";
        }

        return span < TimeSpan.FromMinutes(1) ? "just now"
            : span < TimeSpan.FromDays(7) ? $"{Span(span)} ago"
            : Day(at, now);
    }

    /// <summary>A day, with its year unless it is this one.</summary>
    public static string Day(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.ToString(at.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A span in its largest unit.</summary>
    public static string Span(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? Count((long)Math.Max(1, span.TotalSeconds), "second")
        : span < TimeSpan.FromMinutes(90) ? Count((long)Math.Round(span.TotalMinutes), "minute")
        : span < TimeSpan.FromHours(36) ? Count((long)Math.Round(span.TotalHours), "hour")
        : span < TimeSpan.FromDays(60) ? Count((long)Math.Round(span.TotalDays), "day")
        : Count((long)Math.Round(span.TotalDays / 30.4), "month");

    /// <summary>A number with its noun: <c>1 company</c>, <c>2 companies</c>.</summary>
    public static string Count(long number, string noun, string? plural = null) =>
        $"{Number(number)} {(number == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name of the API as words: <c>bankTransactions</c> is <c>Bank transactions</c>.</summary>
    public static string Of(string camelCase)
    {
        var words = new System.Text.StringBuilder(camelCase.Length + 4);
        foreach (var letter in camelCase)
        {
            if (words.Length == 0)
            {
                words.Append(char.ToUpperInvariant(letter));
            }
            else if (char.IsUpper(letter))
            {
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            }
            else
            {
                words.Append(letter == '-' ? ": " : letter);
            }
        }

        return words.ToString();
    }
}
