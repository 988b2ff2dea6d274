using System.Globalization;

namespace Causeway.Server.Portal.Shell;

/// <summary>Addresses with parameters.</summary>
public static class Addresses
{
    /// <summary>The number of a page as a parameter; the first needs none.</summary>
    public static string? Page(int number) => number <= 1 ? null : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A path with those parameters that have a value.</summary>
    public static string With(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var address = path;
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                address += $"{separator}{name}={Uri.EscapeDataString(value)}";
                separator = '&';
            }
        }

        return address;
    }
}
