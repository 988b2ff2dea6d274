using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Push;

/// <summary>Tells what a source accepts for a data type, of this very company.</summary>
public sealed class GetPushOptions(
    CausewayDb db,
    ConnectorCatalog catalog,
    SourceSessions sessions,
    ConnectionSources credentials
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections/{connectionId}/options/{dataType}", GetAsync)
            .WithName("get-create-update-model-options-by-data-type");

    public async Task<Outcome<WriteOption>> RunAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
        if (connection is null)
        {
            return Refusal.NotFound("Connection");
        }

        if (
            !DataType.TryGet(dataType, out var type)
            || !catalog.TryGet(connection.IntegrationKey, out var entry)
            || !entry.Writes(type)
        )
        {
            return PushTypes.NotSupported(dataType);
        }

        if (connection.Status is not ConnectionStatus.Linked)
        {
            return Refusal.Invalid($"Only a linked connection has options; this one is {connection.Status}.");
        }

        try
        {
            var source = await credentials.ReadAsync(db, connection, ct);
            using var session = sessions.Open(connection.IntegrationKey, source);
            return await session.Writer(type).GetOptionsAsync(ct);
        }
        catch (SourceException e)
        {
            return PushFailure.ToRefusal(e.Failure);
        }
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        GetPushOptions options,
        CancellationToken ct
    )
    {
        var outcome = await options.RunAsync(companyId, connectionId, dataType, ct);
        return outcome.ToHttp(option => option);
    }
}
