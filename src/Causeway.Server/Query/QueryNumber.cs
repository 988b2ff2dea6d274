using System.Globalization;
using System.Numerics;

namespace Causeway.Server.Query;

/// <summary>
/// Decimal numbers as text, compared exactly whatever their precision, as PostgreSQL compares them. SQLite knows only
/// binary floating point, which is no way to compare money.
/// </summary>
public static class QueryNumber
{
    /// <summary>The longest text that counts as a number.</summary>
    public const int MaxLength = 400;

    // So many digits fit a decimal without being rounded.
    private const int ExactLength = 28;

    /// <summary>Whether the text is a number: digits, perhaps a sign, a fraction and an exponent of one or two digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        var rest = text[0] == '-' ? text[1..] : text;
        if (!SkipDigits(ref rest))
        {
            return false;
        }

        if (rest is ['.', ..])
        {
            rest = rest[1..];
            if (!SkipDigits(ref rest))
            {
                return false;
            }
        }

        if (rest is ['e' or 'E', ..])
        {
            rest = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
            return rest.Length is 1 or 2 && SkipDigits(ref rest) && rest.IsEmpty;
        }

        return rest.IsEmpty;
    }

    /// <summary>Negative, zero or positive; null if either is not a number.</summary>
    public static int? Compare(string? left, string? right)
    {
        if (!IsValid(left) || !IsValid(right))
        {
            return null;
        }

        return TryExact(left, out var a) && TryExact(right, out var b)
            ? a.CompareTo(b)
            : CompareScaled(Scaled(left), Scaled(right));
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text.Length : end;
        text = text[digits..];
        return digits > 0;
    }

    private static bool TryExact(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        return text.Length <= ExactLength
            && decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    // The number is Digits divided by ten to the Scale.
    private static (BigInteger Digits, int Scale) Scaled(ReadOnlySpan<char> text)
    {
        var exponent = 0;
        if (text.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            exponent = int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var point = text.IndexOf('.');
        var fraction = point < 0 ? 0 : text.Length - point - 1;
        var digits = point < 0 ? text.ToString() : $"{text[..point]}{text[(point + 1)..]}";
        return (
            BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            fraction - exponent
        );
    }

    private static int CompareScaled((BigInteger Digits, int Scale) left, (BigInteger Digits, int Scale) right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return (left.Digits * BigInteger.Pow(10, scale - left.Scale)).CompareTo(
            right.Digits * BigInteger.Pow(10, scale - right.Scale)
        );
    }
}
