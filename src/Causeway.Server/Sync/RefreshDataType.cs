using System.Globalization;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Sync;

/// <summary>Reads one data type from the source.</summary>
public sealed class RefreshDataType(
    CausewayDb db,
    ConnectorCatalog catalog,
    SyncSettingsLookup settings,
    QueueDatasets queue,
    IOptions<SyncOptions> options
)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/companies/{companyId}/data/queue/{dataType}", PostAsync).WithName("refresh-data-type");
        api.MapPost("/companies/{companyId}/data/info", PostInfoAsync).WithName("refresh-company-info");
    }

    /// <summary>Queues it, or joins the dataset that is queued or running already.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="dataType">The data type.</param>
    /// <param name="connectionId">The one connection to read; without it all that have the data type.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<Outcome<Dataset>> RunAsync(
        CompanyId companyId,
        DataType dataType,
        ConnectionId? connectionId,
        CancellationToken ct
    )
    {
        var connections = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c => c.CompanyId == companyId && (connectionId == null || c.Id == connectionId))
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        if (await RefusalForAsync(companyId, dataType, connectionId, connections, ct) is { } refusal)
        {
            return refusal;
        }

        var order = (await settings.ForCompanyAsync(companyId, ct)).For(dataType).SyncOrder;
        var wishes = connections
            .Where(c => c.Status is ConnectionStatus.Linked && Reads(c, dataType))
            .Select(c => new DatasetWish(c.Id, dataType, order));
        var queued = await queue.RunAsync(companyId, [.. wishes], DatasetCause.Requested, null, ct);
        return queued.Count == 0 ? NotLinked(connections)
            : options.Value.RefuseWhenActive && queued[0].Joined ? Active(companyId, queued[0].Dataset)
            : queued[0].Dataset;
    }

    private async Task<Refusal?> RefusalForAsync(
        CompanyId companyId,
        DataType dataType,
        ConnectionId? connectionId,
        List<Connection> connections,
        CancellationToken ct
    )
    {
        if (connections.Count == 0)
        {
            return !await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct) ? Refusal.NotFound("Company")
                : connectionId is not null ? Refusal.NotFound("Connection")
                : Refusal.Invalid("The company has no connections.");
        }

        if (!connections.Exists(c => c.Status is ConnectionStatus.Linked))
        {
            return NotLinked(connections);
        }

        if (connections.Exists(c => c.Status is ConnectionStatus.Linked && Reads(c, dataType)))
        {
            return null;
        }

        var platforms = connections
            .Where(c => c.Status is ConnectionStatus.Linked)
            .Select(c => catalog.NameOf(c.IntegrationKey))
            .Distinct(StringComparer.Ordinal);
        return new Refusal(
            StatusCodes.Status404NotFound,
            $"Datatype {dataType.Key} not supported by platform(s) {string.Join(", ", platforms)}"
        );
    }

    private bool Reads(Connection connection, DataType dataType) =>
        catalog.TryGet(connection.IntegrationKey, out var entry) && entry.Reads(dataType);

    private static Refusal NotLinked(List<Connection> connections) =>
        Refusal.Invalid(
            connections.Count == 1
                ? $"Only a linked connection can be read; this one is {connections[0].Status}."
                : "Only a linked connection can be read, and the company has none."
        );

    private static Refusal Active(CompanyId company, Dataset dataset) =>
        Refusal.Invalid(
            $"DatasetAlreadyInProgressException: Cannot queue {dataset.DataType.Key} sync for {company} as previous sync {dataset.Id} is still in progress"
        );

    private static Task<IResult> PostInfoAsync(
        CompanyId companyId,
        RefreshDataType refresh,
        DatasetWait wait,
        HttpContext http,
        CancellationToken ct
    ) => PostAsync(companyId, "company", null, refresh, wait, http, ct);

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        string dataType,
        string? connectionId,
        RefreshDataType refresh,
        DatasetWait wait,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (!DataType.TryGet(dataType, out var type))
        {
            return new ErrorResult(Refusal.Invalid("dataType", $"There is no data type '{dataType}'."));
        }

        var outcome = await refresh.RunAsync(
            companyId,
            type,
            OptionalParameter.ReadId<ConnectionId>("connectionId", connectionId),
            ct
        );
        if (outcome.Refusal is null && DatasetWait.AskedFor(http.Request) is { } patience)
        {
            http.Response.Headers["Preference-Applied"] = string.Create(
                CultureInfo.InvariantCulture,
                $"wait={patience.TotalSeconds:F0}"
            );
            outcome = await wait.ForEndAsync(outcome.Value, patience, ct);
        }

        return outcome.Then(DatasetBody.From).ToHttp(SyncJson.Default.DatasetBody);
    }
}
