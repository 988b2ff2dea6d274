using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Compatibility.Books;

/// <summary>
/// A source that a test can change while the server runs as another process: a file tells which edition of the books it shows. From one edition to
/// the next some records change, some vanish, some are new. Customers are always read whole, suppliers by changes and ids, accounts by changes and deletions.
/// </summary>
public sealed class BooksConnector : Connector
{
    public const string Key = "bkst";

    /// <summary>The field of the authorization that names the file.</summary>
    public const string EditionFile = "editionFile";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Books of the tests",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a01"),
            SourceId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a02"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = EditionFile,
                    Label = "File",
                    Kind = AuthFieldKind.Text,
                },
            ]),
            Budget = new RequestBudget(1_000_000, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Probes<BooksProbe>()
            .Reads<Customer, CustomersReader>()
            .Reads<Supplier, SuppliersReader>()
            .Reads<Account, AccountsReader>();
}

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
    internal static SourcePage Page(int edition, int since, string? cursor, bool tellsDeletions)
    {
        var first = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var rows = new List<SourceRow>(PageSize);
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
                rows.Add(
                    new SourceRow(
                        IdOf(number),
                        Encoding.UTF8.GetBytes($$"""{"id":"{{IdOf(number)}}","name":"{{now}}"}""")
                    )
                );
            }
        }

        var isLast = number >= Numbers(edition);
        return new SourcePage
        {
            Rows = rows,
            Deleted = deleted,
            NextCursor = isLast ? null : number.ToString(CultureInfo.InvariantCulture),
            Watermark = isLast ? edition.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    internal static SourceIdPage Ids(int edition, string? cursor)
    {
        var first = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var end = Math.Min(first + (PageSize * 4), Numbers(edition));
        return new SourceIdPage(
            [.. Enumerable.Range(first, end - first).Where(n => NameOf(n, edition) is not null).Select(IdOf)],
            end < Numbers(edition) ? end.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    private static int FormOf(int number, int edition) => 1 + ((edition - 1 + (number % 7)) / 7);

    private static int VanishesIn(int number) => number % 50 == 3 ? 2 + (number % 40 / 8) : int.MaxValue;
}

public sealed class BooksProbe : SourceProbe
{
    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct) =>
        Task.FromResult(new SourceIdentity([new SourceOrganisation("1", "An organisation")]));
}

public sealed record BooksRecord(string Id, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BooksRecord))]
internal sealed partial class BooksJson : JsonSerializerContext;

internal sealed class OpenBooks(SourceConnection connection)
{
    // Long enough to be killed in, short enough for a test.
    private static readonly TimeSpan PageTakes = TimeSpan.FromMilliseconds(10);

    // The number of a cursor belongs to the edition in which the read began.
    private int Edition =>
        int.Parse(File.ReadAllText(connection.Value(BooksConnector.EditionFile)), CultureInfo.InvariantCulture);

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        ReadWindow window,
        bool tellsDeletions,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var since = window.Since is null ? 0 : int.Parse(window.Since, CultureInfo.InvariantCulture);
        for (var cursor = window.Cursor; ; )
        {
            await Task.Delay(PageTakes, ct);
            var page = Editions.Page(Edition, since, cursor, tellsDeletions);
            yield return page;
            cursor = page.NextCursor;
            if (cursor is null)
            {
                yield break;
            }
        }
    }

    public async IAsyncEnumerable<SourceIdPage> ListAsync(string? cursor, [EnumeratorCancellation] CancellationToken ct)
    {
        do
        {
            await Task.Delay(PageTakes, ct);
            var page = Editions.Ids(Edition, cursor);
            yield return page;
            cursor = page.NextCursor;
        } while (cursor is not null);
    }
}

public sealed class CustomersReader(SourceConnection connection)
    : Reader<BooksRecord, Customer>(BooksJson.Default.BooksRecord)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        new OpenBooks(connection).ReadAsync(window, tellsDeletions: false, ct);

    public override Customer Map(BooksRecord source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            Status = CustomerStatus.Active,
        };
}

public sealed class SuppliersReader(SourceConnection connection)
    : Reader<BooksRecord, Supplier>(BooksJson.Default.BooksRecord)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        new OpenBooks(connection).ReadAsync(window, tellsDeletions: false, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        new OpenBooks(connection).ListAsync(cursor, ct);

    public override Supplier Map(BooksRecord source) =>
        new()
        {
            Id = source.Id,
            SupplierName = source.Name,
            Status = SupplierStatus.Active,
        };
}

public sealed class AccountsReader(SourceConnection connection)
    : Reader<BooksRecord, Account>(BooksJson.Default.BooksRecord)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        new OpenBooks(connection).ReadAsync(window, tellsDeletions: true, ct);

    public override Account Map(BooksRecord source) => new() { Id = source.Id, Name = source.Name };
}
