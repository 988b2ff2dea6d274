using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Records;

/// <summary>Says why there is nothing to read. What costs another look at the database is only looked for when it is needed.</summary>
public sealed class RecordRefusals(CausewayDb db, ConnectorCatalog catalog)
{
    /// <summary>There is no record with this key.</summary>
    public static Refusal NoRecord(DataType type, string id) =>
        new(StatusCodes.Status404NotFound, $"No data available for {type.Path} for ID {Shortened(id)}");

    /// <summary>The refusal for what was found in place of a record.</summary>
    public async Task<Refusal> ForAsync(RecordScope scope, StreamAnswer answer, string? id, CancellationToken ct)
    {
        switch (answer.Found)
        {
            case RecordsFound.NoRecord:
                return id is null
                    ? new Refusal(StatusCodes.Status404NotFound, $"No data available for {scope.Type.Path}")
                    : NoRecord(scope.Type, id);
            case RecordsFound.NoConnection:
                return await NoConnectionAsync(scope, ct);
            default:
                return IsUnsupported(scope.Type, answer, out var platform)
                    ? new Refusal(
                        StatusCodes.Status404NotFound,
                        $"Datatype [{scope.Type.Key}] not supported by platform(s) [{platform}]"
                    )
                    : Refusal.Conflict(
                        answer.Found is RecordsFound.NotYetComplete
                            ? "The first sync of the data set has not finished."
                            : "The data set has not been requested."
                    );
        }
    }

    private async Task<Refusal> NoConnectionAsync(RecordScope scope, CancellationToken ct)
    {
        if (!await db.Set<Company>().AnyAsync(c => c.Id == scope.Company, ct))
        {
            return new Refusal(StatusCodes.Status404NotFound, $"No company was found with ID {scope.Company}");
        }

        return scope.Connection is { } connection
            ? new Refusal(StatusCodes.Status404NotFound, $"Data connection {connection} not found")
            : new Refusal(
                StatusCodes.Status404NotFound,
                $"The company has no {scope.Type.SourceType} connection whose {scope.Type.Key} could be read."
            );
    }

    private bool IsUnsupported(DataType type, StreamAnswer answer, out string? platform)
    {
        platform = null;
        if (!catalog.TryGet(answer.IntegrationKey, out var entry) || entry.Reads(type))
        {
            return false;
        }

        platform = entry.Manifest.Name;
        return true;
    }

    private static string Shortened(string id) => id.Length <= 100 ? id : $"{id[..100]}…";
}
