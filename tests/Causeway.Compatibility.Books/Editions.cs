using System.Globalization;

namespace Causeway.Compatibility.Books;

/// <summary>What the books hold in each edition.</summary>
public static class Editions
{
    public const int Records = 20_000;

    private const int NewInEach = 150;

    private const int PageSize = 500;

    /// <summary>The name of a record in an edition, null if it is not there.</summary>
    public static string? NameOf(int number, int edition)
    {
        if (number >= Records + (NewInEach * (edition - 1)) || VanishesIn(number) <= edition)
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"Record {number}, form {FormOf(number, edition)}");
    }

    /// <summary>How many numbers there are in an edition, vanished ones included.</summary>
    public static int Numbers(int edition) => Records + (NewInEach * (edition - 1));

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number:D6}");

    /// <summary>A page of an edition, with only what changed after another one.</summary>
    public static BooksPage Page(int edition, int since, string? cursor, bool tellsDeletions)
    {
        var first = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var rows = new List<BooksRecord>(PageSize);
        var deleted = new List<string>();
        var number = first;
        for (; number < Numbers(edition) && rows.Count < PageSize; number++)
        {
            var (now, before) = (NameOf(number, edition), since == 0 ? null : NameOf(number, since));
            if (now is null)
            {
                if (tellsDeletions && before is not null)
                {
                    deleted.Add(IdOf(number));
                }
            }
            else if (now != before)
            {
                rows.Add(new BooksRecord(IdOf(number), now));
            }
        }

        var isLast = number >= Numbers(edition);
        return new BooksPage(
            rows,
            deleted,
            isLast ? null : number.ToString(CultureInfo.InvariantCulture),
            isLast ? edition.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    /// <summary>A page of the ids of an edition.</summary>
    public static BooksIds Ids(int edition, string? cursor)
    {
        var first = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var end = Math.Min(first + (PageSize * 4), Numbers(edition));
        return new BooksIds(
            [.. Enumerable.Range(first, end - first).Where(n => NameOf(n, edition) is not null).Select(IdOf)],
            end < Numbers(edition) ? end.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    private static int FormOf(int number, int edition) => 1 + ((edition - 1 + (number % 7)) / 7);

    private static int VanishesIn(int number) => number % 50 == 3 ? 2 + (number % 40 / 8) : int.MaxValue;
}

public sealed record BooksRecord(string Id, string Name);

/// <summary>What the source answers to who reads records.</summary>
public sealed record BooksPage(
    IReadOnlyList<BooksRecord> Records,
    IReadOnlyList<string> Deleted,
    string? Next,
    string? Watermark
);

/// <summary>What the source answers to who lists ids.</summary>
public sealed record BooksIds(IReadOnlyList<string> Ids, string? Next);
