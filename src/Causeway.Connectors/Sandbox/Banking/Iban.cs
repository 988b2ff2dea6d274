using System.Globalization;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>International numbers of bank accounts (ISO 13616), with the check digits that they need to be taken for real.</summary>
internal static class Iban
{
    public static string Of(string country, string account) =>
        string.Create(CultureInfo.InvariantCulture, $"{country}{98 - Remainder(account + country + "00"):D2}{account}");

    /// <summary>What is left of a number after division by 97; letters stand for 10 to 35. It is 1 for a whole one, its first four moved to the end.</summary>
    public static int Remainder(string text)
    {
        var rest = 0;
        foreach (var c in text)
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest;
    }
}
