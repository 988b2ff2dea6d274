using System.Globalization;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Query;
using Causeway.Server.Sync;
using Causeway.Server.Sync.Datasets;
using Microsoft.AspNetCore.Components;

namespace Causeway.Server.Portal.Data;

/// <summary>The records of a data type as a table.</summary>
public partial class DataPage
{
    private static readonly RecordColumn Modified = new("modifiedDate", FieldKind.Date);

    private IReadOnlyList<RecordColumn> columns = [];
    private string? query;

    [Parameter]
    public Guid CompanyId { get; set; }

    [Parameter]
    public Guid ConnectionId { get; set; }

    [Parameter]
    public string? DataType { get; set; }

    [SupplyParameterFromQuery(Name = "query")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "orderBy")]
    public string? OrderBy { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    protected override Task<Outcome<RecordTable>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<RecordBrowser, RecordTable>(
            Permission.SeeData,
            async (browser, ct) =>
            {
                var place = await browser.PlaceAsync(
                    Contracts.CompanyId.From(CompanyId),
                    Contracts.ConnectionId.From(ConnectionId),
                    ct
                );
                if (place.Refusal is { } refusal)
                {
                    return refusal;
                }

                var type = DataType is null
                    ? Default(place.Value)
                    : place.Value.Types.FirstOrDefault(t => t.Key == DataType);
                return type is null
                    ? new Refusal(StatusCodes.Status404NotFound, $"{place.Value.Platform} has no data of this kind.")
                    : await browser.ListAsync(
                        place.Value,
                        type,
                        new ListParameters(
                            PageNumber,
                            RecordBrowser.PageSize.ToString(CultureInfo.InvariantCulture),
                            Query,
                            OrderBy
                        ),
                        ct
                    );
            },
            ct
        );

    protected override void Loaded(RecordTable model)
    {
        columns = RecordColumn.ForPage(model.Type);
        query = model.Asked.Query;
    }

    private static DataType? Default(DataPlace place) =>
        place.Types.FirstOrDefault(t => t.Key is "invoices" or "banking-transactions" or "commerce-orders")
        ?? (place.Types.Count > 0 ? place.Types[0] : null);

    private static string Example(RecordTable table) =>
        table.Type.SourceType is SourceType.Accounting && table.Type.Key is "invoices" or "bills"
            ? "totalAmount > 100 && status = Submitted"
            : "Query, such as modifiedDate > 2024-01-31";

    private static string? Id(JsonElement row) => row.TryGetProperty("id", out var id) ? id.ToString() : null;

    private static bool IsDeleted(JsonElement row) =>
        row.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind is JsonValueKind.Object
        && metadata.TryGetProperty("isDeleted", out var deleted)
        && deleted.ValueKind is JsonValueKind.True;

    private static string Exported(RecordTable table) =>
        table.Asked.Query is { Length: > 0 }
            ? $"{Words.Count(table.Total, "record")} of the query"
            : $"All {Words.Count(table.Total, "record")}";

    private static string Export(RecordTable table, string format) =>
        Addresses.With($"{table.Place.Of(table.Type)}/export", ("format", format), ("query", table.Asked.Query));

    private static string Address(RecordTable table, int page) =>
        Address(table, table.Asked.Query, table.Asked.OrderBy, page);

    private static string Address(RecordTable table, string? query, string? orderBy, int page) =>
        Addresses.With(
            table.Place.Of(table.Type),
            ("query", query?.Trim()),
            ("orderBy", orderBy?.Trim()),
            ("page", Addresses.Page(page))
        );

    private static string Sort(RecordTable table, string path) =>
        Address(table, table.Asked.Query, table.Asked.OrderBy == path ? $"-{path}" : path, 1);

    private static string? Sorted(RecordTable table, string path) =>
        table.Asked.OrderBy == path ? "ascending"
        : table.Asked.OrderBy == $"-{path}" ? "descending"
        : null;

    private static string Arrow(RecordTable table, string path) =>
        Sorted(table, path) switch
        {
            "ascending" => "↑",
            "descending" => "↓",
            _ => "",
        };

    private void Search() => Navigation.NavigateTo(Address(Model!, query, Model!.Asked.OrderBy, 1));

    private void ChooseType(ChangeEventArgs chosen) => Navigation.NavigateTo($"{Model!.Place.Address}/{chosen.Value}");

    private async Task RefreshAsync()
    {
        var (place, type) = (Model!.Place, Model.Type);
        var outcome = await SignedIn.DoAsync<RefreshDataType, Dataset>(
            Permission.Refresh,
            $"Had {type.Key} of {place.Company} read from {place.Platform}",
            (refresh, _, ct) => refresh.RunAsync(place.CompanyId, type, place.ConnectionId, ct),
            Gone
        );
        Snackbar.Tell(outcome, "It is being read.");
    }
}
