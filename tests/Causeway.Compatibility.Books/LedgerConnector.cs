using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Compatibility.Books;

/// <summary>A source that a test plays over HTTP, to which customers are written while the server runs as another process.</summary>
public sealed class LedgerConnector : Connector
{
    public const string Key = "ldgr";

    /// <summary>The field of the authorization that tells where the source is.</summary>
    public const string Address = "address";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Ledger of the tests",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a03"),
            SourceId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a04"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = Address,
                    Label = "Address",
                    Kind = AuthFieldKind.Text,
                },
            ]),
            Budget = new RequestBudget(1_000_000, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector.Calls<LedgerClient>().Probes<BooksProbe>().Writes<Customer, LedgerCustomersWriter>();
}

public sealed record LedgerRecord(string? Id, string Marker, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerRecord))]
internal sealed partial class LedgerJson : JsonSerializerContext;

public sealed class LedgerClient(HttpClient http, SourceConnection connection)
{
    private Uri Records => new(new Uri(connection.Value(LedgerConnector.Address)), "/records");

    public async Task<WriteResult> WriteAsync(LedgerRecord record, CancellationToken ct)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(Records, record, LedgerJson.Default.LedgerRecord, ct);
            return await ReadAsync(response, ct);
        }
        catch (HttpRequestException e)
        {
            throw new SourceException(new SourceFailure(SourceFailureCategory.Lost, "The answer was lost."), e);
        }
    }

    public async Task<WriteResult?> FindAsync(string marker, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"{Records}/{marker}"), ct);
            return response.StatusCode is HttpStatusCode.NotFound ? null : await ReadAsync(response, ct);
        }
        catch (HttpRequestException e)
        {
            throw new SourceException(new SourceFailure(SourceFailureCategory.Unavailable, "It is not there."), e);
        }
    }

    private static async Task<WriteResult> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        response.EnsureSuccessStatusCode();
        var record = await response.Content.ReadFromJsonAsync(LedgerJson.Default.LedgerRecord, ct);
        return new WriteResult(record!.Id!);
    }
}

public sealed class LedgerCustomersWriter(LedgerClient ledger) : Writer<Customer>
{
    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            new WriteOption
            {
                Type = WriteOptionType.Object,
                DisplayName = "Customer",
                Description = "A customer.",
                Required = true,
            }
        );

    public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
        ledger.WriteAsync(new LedgerRecord(null, marker.Text, record.CustomerName ?? ""), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        ledger.FindAsync(marker.Text, ct);
}
