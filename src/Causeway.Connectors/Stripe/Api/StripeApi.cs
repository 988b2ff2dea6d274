using System.Globalization;
using System.Text.Json;
using Causeway.Contracts.Connectors;
using Net = global::Stripe;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>Reads from Stripe with its official client. The one place where an answer becomes a <see cref="SourceException"/>.</summary>
internal sealed class StripeApi(HttpClient http, TimeProvider time)
{
    /// <summary>How many records Stripe gives at most in one page.</summary>
    public const int PageSize = 100;

    private Net.StripeClient? client;

    /// <summary>Stripe's clock when it answered first, by its Date header; null before, or when it sends none.</summary>
    public DateTimeOffset? FirstAnswered { get; private set; }

    private Net.StripeClient Client =>
        client ??= new Net.StripeClient(
            new Net.StripeClientOptions
            {
                ApiKey = GatewayHttpClient.NoKey,
                ApiBase = http.BaseAddress!.GetLeftPart(UriPartial.Authority),
                HttpClient = new GatewayHttpClient(http),
            }
        );

    /// <summary>One page of a list, newest first.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="after">The id of the last record of the page before, or null to begin.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<StripePage> ListAsync(StripeQuery query, string? after, CancellationToken ct)
    {
        var page = await AskAsync(query.ToAddress(after), ct);
        if (
            page.ValueKind is not JsonValueKind.Object
            || !page.TryGetProperty("data", out var data)
            || data.ValueKind is not JsonValueKind.Array
        )
        {
            throw Malformed(query.Path);
        }

        JsonElement[] records = [.. data.EnumerateArray()];
        var hasMore = page.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True;
        return new StripePage(records, hasMore && records.Length > 0 ? StripeRow.IdOf(records[^1]) : null);
    }

    /// <summary>All records of a list, however many pages they take, up to a number of pages.</summary>
    /// <returns>The records, and whether they are all.</returns>
    public async Task<(List<JsonElement> Records, bool IsAll)> ListAllAsync(
        StripeQuery query,
        int pages,
        CancellationToken ct
    )
    {
        var records = new List<JsonElement>();
        string? after = null;
        for (var i = 0; i < pages; i++)
        {
            var page = await ListAsync(query, after, ct);
            records.AddRange(page.Records);
            after = page.Last;
            if (after is null)
            {
                return (records, true);
            }
        }

        return (records, false);
    }

    /// <summary>One record, or null if Stripe has none with this id any more.</summary>
    public async Task<JsonElement?> FindAsync(StripeQuery list, string id, CancellationToken ct)
    {
        try
        {
            var record = await AskAsync(list.ToAddressOf(id), ct);
            return record.TryGetProperty("deleted", out var deleted) && deleted.ValueKind is JsonValueKind.True
                ? null
                : record;
        }
        catch (SourceException e) when (e.Failure.Category is SourceFailureCategory.NotFound)
        {
            return null;
        }
    }

    /// <summary>Reads an address below the API's.</summary>
    public async Task<JsonElement> AskAsync(string address, CancellationToken ct)
    {
        var response = await SendAsync(
            () => Client.RawRequestAsync(HttpMethod.Get, address, cancellationToken: ct),
            address,
            ct
        );
        FirstAnswered ??= response.Date;
        try
        {
            return JsonElement.Parse(response.Content);
        }
        catch (JsonException e)
        {
            throw new SourceException(Malformed(address).Failure, e);
        }
    }

    /// <summary>Has the official client do something, and says what its failures mean.</summary>
    public async Task<T> SendAsync<T>(Func<Task<T>> call, string address, CancellationToken ct)
    {
        SourceFailure refused;
        try
        {
            return await SourceCall.MakeAsync("Stripe", call, ct);
        }
        catch (Net.StripeException e)
        {
            refused = StripeErrors.ToFailure(e, address, time.GetUtcNow());
        }

        // Without the exception of the official client: Stripe's words may hold parts of a key.
        throw new SourceException(refused);
    }

    private static SourceException Malformed(string address) =>
        new(
            new SourceFailure(
                SourceFailureCategory.Malformed,
                $"Stripe's answer at {StripeErrors.ResourceOf(address)} can't be understood."
            )
        );
}

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first.</param>
/// <param name="Last">The id of the last one if there are more, else null.</param>
internal sealed record StripePage(IReadOnlyList<JsonElement> Records, string? Last);

/// <summary>A list of Stripe's, and what is asked of it.</summary>
/// <param name="Path">Such as <c>/v1/customers</c>.</param>
internal sealed record StripeQuery(string Path)
{
    /// <summary>What is to come whole where Stripe else gives an id, as it is written for one record.</summary>
    public IReadOnlyList<string> Expand { get; init; } = [];

    /// <summary>Parameters, of which a name may come several times.</summary>
    public IReadOnlyList<(string Name, string Value)> Filters { get; init; } = [];

    /// <summary>The same with one parameter more.</summary>
    public StripeQuery With(string name, string value) => this with { Filters = [.. Filters, (name, value)] };

    /// <summary>Only what was created at or after an instant, in seconds since 1970.</summary>
    public StripeQuery CreatedFrom(long? seconds) =>
        seconds is { } from ? With("created[gte]", from.ToString(CultureInfo.InvariantCulture)) : this;

    /// <summary>The address of a page of it.</summary>
    public string ToAddress(string? after) =>
        Join(
            Path,
            [
                ("limit", StripeApi.PageSize.ToString(CultureInfo.InvariantCulture)),
                .. Filters,
                .. Expand.Select(path => ("expand[]", $"data.{path}")),
                .. after is null ? [] : new[] { ("starting_after", after) },
            ]
        );

    /// <summary>The address of one record.</summary>
    public string ToAddressOf(string id) =>
        Join($"{Path}/{Uri.EscapeDataString(id)}", [.. Expand.Select(path => ("expand[]", path))]);

    // The names have brackets, which Stripe takes as they are.
    private static string Join(string path, IReadOnlyList<(string Name, string Value)> parameters) =>
        parameters.Count == 0
            ? path
            : $"{path}?{string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}";
}
