using System.Data;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;

namespace Causeway.Server.Connections;

/// <summary>Answers one connection. The most frequent request of all, so it is one statement, read by hand.</summary>
public sealed class GetConnection(ReadPool pool, ConnectionBodies bodies)
{
    private const string Sql =
        $"SELECT {ConnectionRow.Columns} FROM connections c WHERE c.id = @id AND c.company_id = @company";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections/{connectionId}", GetAsync).WithName("get-connection");

    /// <summary>Finds a connection of this company; another company's is not found.</summary>
    public async Task<Outcome<ConnectionBody>> RunAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        CancellationToken ct
    )
    {
        await using var lease = await pool.RentAsync(ct);
        var command = lease.Constant(Sql, ("id", connectionId.Value), ("company", companyId.Value));
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
        return await reader.ReadAsync(ct)
            ? bodies.From(ConnectionRow.Read(reader))
            : Refusal.NotFound($"Data connection {connectionId}");
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        GetConnection get,
        CancellationToken ct
    ) => (await get.RunAsync(companyId, connectionId, ct)).ToHttp(ConnectionJson.Default.ConnectionBody);
}
