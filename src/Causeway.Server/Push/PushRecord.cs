using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Push.Sending;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Push;

/// <summary>Takes a record to be written to a source. It is written later, in its turn; what is answered is the operation to ask about.</summary>
public sealed partial class PushRecord(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectorCatalog catalog,
    SourceSessions sessions,
    ConnectionSources credentials,
    TimeProvider time,
    ILogger<PushRecord> logger
)
{
    private const string Address = "/companies/{companyId}/connections/{connectionId}/push/{path}";

    // A year; a client that allows more may as well not say.
    private const int LongestTimeout = 525_600;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Address, PostAsync).WithName("create-push-operation");
        api.MapPut(Address + "/{recordId}", PutAsync).WithName("update-push-operation");
        api.MapDelete(Address + "/{recordId}", Delete).WithName("delete-push-operation");
    }

    /// <summary>Accepts a write.</summary>
    /// <param name="request">What to write, and where.</param>
    /// <param name="record">The record, as UTF-8 JSON of the standard model.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<Outcome<PushSummary>> RunAsync(
        PushRequest request,
        ReadOnlyMemory<byte> record,
        CancellationToken ct
    )
    {
        var connection = await outbox
            .DbContext.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == request.ConnectionId && c.CompanyId == request.CompanyId, ct);
        if (connection is null)
        {
            return Refusal.NotFound("Connection");
        }

        if (await RefusalOfAsync(connection, request, ct) is { } refusal)
        {
            return refusal;
        }

        var body = PushModel.Read(request.DataType, record.Span);
        if (body.Refusal is not null)
        {
            return body.Refusal;
        }

        var now = time.GetUtcNow();
        var operation = new PushOperation(PushOperationKey.New(time), request, body.Value, now);
        outbox.DbContext.Add(operation);
        await outbox.PublishAsync(new AdvancePushes(operation.CompanyId, operation.ConnectionId));
        if (operation.TimeoutInMinutes is { } minutes)
        {
            await outbox.ScheduleAsync(new TimeOutPush(operation.CompanyId, operation.Key), now.AddMinutes(minutes));
        }

        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        Log.Accepted(logger, operation.Key, operation.DataType.Key, operation.ConnectionId);
        return PushSummary.Of(operation);
    }

    private async Task<Refusal?> RefusalOfAsync(Connection connection, PushRequest request, CancellationToken ct)
    {
        if (!catalog.TryGet(connection.IntegrationKey, out var entry) || !entry.Writes(request.DataType))
        {
            return PushTypes.NotSupported(request.DataType.Key);
        }

        if (connection.Status is not ConnectionStatus.Linked)
        {
            return Refusal.Invalid($"Only a linked connection can be written to; this one is {connection.Status}.");
        }

        if (request.TimeoutInMinutes is < 1 or > LongestTimeout)
        {
            return Refusal.Invalid("timeoutInMinutes", $"timeoutInMinutes must be from 1 to {LongestTimeout}.");
        }

        if (request.TargetId is null)
        {
            return null;
        }

        try
        {
            var source = await credentials.ReadAsync(outbox.DbContext, connection, ct);
            using var session = sessions.Open(connection.IntegrationKey, source);
            return session.Writer(request.DataType).CanUpdate
                ? null
                : new Refusal(
                    StatusCodes.Status404NotFound,
                    $"The data type {request.DataType} can be created on this platform, but not updated."
                );
        }
        catch (SourceException e)
        {
            return PushFailure.ToRefusal(e.Failure);
        }
    }

    private static Task<IResult> PostAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string path,
        [AsParameters] Parameters parameters,
        HttpRequest http,
        PushRecord push,
        CancellationToken ct
    ) => AcceptAsync(companyId, connectionId, path, recordId: null, parameters, forceUpdate: null, http, push, ct);

    private static Task<IResult> PutAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string path,
        string recordId,
        [AsParameters] Parameters parameters,
        string? forceUpdate,
        HttpRequest http,
        PushRecord push,
        CancellationToken ct
    ) => AcceptAsync(companyId, connectionId, path, recordId, parameters, forceUpdate, http, push, ct);

    private static async Task<IResult> AcceptAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string path,
        string? recordId,
        Parameters parameters,
        string? forceUpdate,
        HttpRequest http,
        PushRecord push,
        CancellationToken ct
    )
    {
        if (!PushTypes.TryGetByPath(path, out var type))
        {
            return new ErrorResult(PushTypes.NotSupported(path));
        }

        var body = await RequestBody.ReadJsonAsync(http, ct);
        if (body.Refusal is not null)
        {
            return new ErrorResult(body.Refusal);
        }

        var request = new PushRequest
        {
            CompanyId = companyId,
            ConnectionId = connectionId,
            DataType = type,
            TargetId = recordId,
            TimeoutInMinutes = OptionalParameter.Read<int>("timeoutInMinutes", parameters.TimeoutInMinutes),
            AllowSync =
                OptionalParameter.Read<bool>("allowSyncOnPushComplete", parameters.AllowSyncOnPushComplete) ?? true,
            ForceUpdate = OptionalParameter.Read<bool>("forceUpdate", forceUpdate) ?? false,
        };
        return (await push.RunAsync(request, body.Value, ct)).ToHttp(PushOperationBody.From);
    }

    private static ErrorResult Delete(CompanyId companyId, ConnectionId connectionId, string path, string recordId) =>
        new(
            new Refusal(
                StatusCodes.Status404NotFound,
                $"The record {recordId} of {path} can't be deleted: no integration of this server deletes records."
            )
        );

    public readonly record struct Parameters(
        [FromQuery] string? TimeoutInMinutes,
        [FromQuery] string? AllowSyncOnPushComplete
    );

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The write {PushOperationKey} of {DataType} was accepted for {ConnectionId}"
        )]
        public static partial void Accepted(
            ILogger logger,
            PushOperationKey pushOperationKey,
            string dataType,
            ConnectionId connectionId
        );
    }
}
