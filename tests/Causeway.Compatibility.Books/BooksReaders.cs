using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Compatibility.Books;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BooksRecord))]
[JsonSerializable(typeof(BooksPage))]
[JsonSerializable(typeof(BooksIds))]
internal sealed partial class BooksJson : JsonSerializerContext;

/// <summary>Reads the books over HTTP, page by page.</summary>
public sealed class BooksClient(HttpClient http, SourceConnection connection)
{
    private string Address => connection.Value(BooksConnector.Address);

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        string kind,
        ReadWindow window,
        bool tellsDeletions,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var cursor = window.Cursor;
        do
        {
            var page = await GetAsync(
                $"{Address}/{kind}?cursor={cursor}&since={window.Since}&deletions={tellsDeletions}",
                BooksJson.Default.BooksPage,
                ct
            );
            yield return new SourcePage
            {
                Rows =
                [
                    .. page.Records.Select(r => new SourceRow(
                        r.Id,
                        JsonSerializer.SerializeToUtf8Bytes(r, BooksJson.Default.BooksRecord)
                    )),
                ],
                Deleted = page.Deleted,
                NextCursor = page.Next,
                Watermark = page.Watermark,
            };
            cursor = page.Next;
        } while (cursor is not null);
    }

    public async IAsyncEnumerable<SourceIdPage> ListAsync(
        string kind,
        string? cursor,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        do
        {
            var page = await GetAsync($"{Address}/{kind}/ids?cursor={cursor}", BooksJson.Default.BooksIds, ct);
            yield return new SourceIdPage(page.Ids, page.Next);
            cursor = page.Next;
        } while (cursor is not null);
    }

    private async Task<T> GetAsync<T>(string address, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            return await http.GetFromJsonAsync(new Uri(address), type, ct)
                ?? throw new SourceException(new SourceFailure(SourceFailureCategory.Malformed, "There is no page."));
        }
        catch (HttpRequestException e)
        {
            throw new SourceException(new SourceFailure(SourceFailureCategory.Unavailable, "It is not there."), e);
        }
    }
}

public sealed class CustomersReader(BooksClient books) : Reader<BooksRecord, Customer>(BooksJson.Default.BooksRecord)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        books.ReadAsync("customers", window, tellsDeletions: false, ct);

    public override Customer Map(BooksRecord source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            Status = CustomerStatus.Active,
        };
}

public sealed class SuppliersReader(BooksClient books) : Reader<BooksRecord, Supplier>(BooksJson.Default.BooksRecord)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        books.ReadAsync("suppliers", window, tellsDeletions: false, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        books.ListAsync("suppliers", cursor, ct);

    public override Supplier Map(BooksRecord source) =>
        new()
        {
            Id = source.Id,
            SupplierName = source.Name,
            Status = SupplierStatus.Active,
        };
}

public sealed class AccountsReader(BooksClient books) : Reader<BooksRecord, Account>(BooksJson.Default.BooksRecord)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        books.ReadAsync("accounts", window, tellsDeletions: true, ct);

    public override Account Map(BooksRecord source) => new() { Id = source.Id, Name = source.Name };
}
