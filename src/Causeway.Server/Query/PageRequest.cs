using System.Globalization;

namespace Causeway.Server.Query;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">How many results a page has.</param>
public sealed record PageRequest(int Number, int Size)
{
    /// <summary>The size of a page if none is asked for.</summary>
    public const int DefaultSize = 100;

    /// <summary>The largest page.</summary>
    public const int MaxSize = 5000;

    /// <summary>How many results come before this page.</summary>
    public long Offset => (Number - 1L) * Size;

    /// <summary>The rows of this page.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> rows) => rows.Skip((int)Math.Min(Offset, int.MaxValue)).Take(Size);

    /// <summary>Reads the parameters <c>page</c> and <c>pageSize</c>, either of which may be absent.</summary>
    public static QueryResult<PageRequest> Parse(string? page, string? pageSize)
    {
        var (number, size) = (1, DefaultSize);
        if (!string.IsNullOrEmpty(page) && (!TryParse(page, out number) || number < 1))
        {
            return Refuse("page", page, "a whole number from 1");
        }

        if (!string.IsNullOrEmpty(pageSize) && (!TryParse(pageSize, out size) || size is < 1 or > MaxSize))
        {
            return Refuse("pageSize", pageSize, $"a whole number from 1 to {MaxSize}");
        }

        return new PageRequest(number, size);
    }

    private static bool TryParse(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static QueryError Refuse(string parameter, string text, string expected) =>
        new($"The parameter {parameter} must be {expected}; '{QueryError.Echo(text)}' is not.", 1, parameter);
}
