using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Files;

/// <summary>Takes files for a connection, all that come or none. The API and Link call it.</summary>
public sealed partial class UploadFiles(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectorCatalog catalog,
    TimeProvider time,
    ILogger<UploadFiles> logger
)
{
    // Longer than any upload takes: what is older, and not seen yet, was left by a process that ended.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly CausewayDb db = outbox.DbContext;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/companies/{companyId}/connections/{connectionId}/files", PostAsync).WithName("upload-files");

    /// <summary>Keeps the files, and links the connection with the first of them. What is refused, or breaks off, leaves nothing.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its connection.</param>
    /// <param name="parts">The form with the files.</param>
    /// <param name="actor">Who uploads: a user of Link agreed to share, and so may link again what was unlinked.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<UploadOutcome> RunAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        FileParts parts,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
        if (ReasonAgainst(connection, connectionId, actor) is { } reason)
        {
            await parts.DrainAsync(ct);
            return new UploadOutcome(reason);
        }

        await RemoveAbandonedAsync(now, ct);
        var upload = Guid.CreateVersion7(now);
        var isKept = false;
        try
        {
            var (count, refused) = await StageAsync(companyId, connectionId, upload, parts, ct);
            var outcome = refused ?? await KeepAsync(companyId, connectionId, upload, count, actor, ct);
            isKept = outcome.Refusal is null;
            if (!isKept)
            {
                await parts.DrainAsync(ct);
            }

            return outcome;
        }
        finally
        {
            if (!isKept)
            {
                // Also when whoever uploads has gone.
                db.ChangeTracker.Clear();
                await db.Set<CompanyFile>()
                    .Where(f => f.CompanyId == companyId && f.ConnectionId == connectionId && f.UploadId == upload)
                    .ExecuteDeleteAsync(CancellationToken.None);
            }
        }
    }

    /// <returns>How many files there are.</returns>
    private async Task<(int Count, UploadOutcome? Refused)> StageAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        Guid upload,
        FileParts parts,
        CancellationToken ct
    )
    {
        var count = 0;
        await foreach (var (file, unreadable) in parts.FilesAsync(ct))
        {
            count++;
            if ((file is null ? unreadable : ProblemOf(file, count)) is { } problem)
            {
                return (0, UploadOutcome.Of(problem));
            }

            var now = time.GetUtcNow();
            var row = new CompanyFile(
                Guid.CreateVersion7(now),
                companyId,
                connectionId,
                new FilePlace(upload, count),
                file!,
                now
            );
            db.Add(row);
            db.Add(new FileContent(companyId, row.Id, file!.Content));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (e.IsForeignKey())
            {
                return (0, new UploadOutcome(Refusal.NotFound($"Data connection {connectionId}")));
            }

            db.ChangeTracker.Clear();
        }

        return count > 0 ? (count, null) : (0, UploadOutcome.Of(new FileProblem(FileFault.Missing)));
    }

    private async Task<UploadOutcome> KeepAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        Guid upload,
        int count,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var outcome = await db.RetryAsync<Connection>(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var connection = await db.Set<Connection>()
                .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
            // It may have been given up while the files came.
            if (ReasonAgainst(connection, connectionId, actor) is { } reason)
            {
                return reason;
            }

            var now = time.GetUtcNow();
            var isLinked = connection!.Receive(count, actor, now);
            await db.Set<CompanyFile>()
                .Where(f => f.CompanyId == companyId && f.ConnectionId == connectionId && f.UploadId == upload)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.Uploaded, now), ct);
            await outbox.SaveAsync(
                ct,
                isLinked ? [new ConnectionLinked(companyId, connectionId, actor is ConnectionActor.CompanyUser)] : []
            );
            return connection;
        });
        if (outcome.Refusal is { } refusal)
        {
            return new UploadOutcome(refusal);
        }

        Log.Uploaded(logger, count, connectionId, actor);
        return UploadOutcome.Done;
    }

    private Refusal? ReasonAgainst(Connection? connection, ConnectionId id, ConnectionActor actor)
    {
        if (connection is null)
        {
            return Refusal.NotFound($"Data connection {id}");
        }

        if (!connection.TakesFiles)
        {
            return Refusal.Invalid(
                "connectionId",
                $"Files can be uploaded to connections of a file upload integration; this one is to {catalog.NameOf(connection.IntegrationKey)}."
            );
        }

        return
            actor is ConnectionActor.CompanyUser
            || connection.Status is ConnectionStatus.PendingAuth or ConnectionStatus.Linked
            ? null
            : Refusal.Conflict(
                $"The connection is {connection.Status}: its user must agree to share again, in Link, before files can be uploaded."
            );
    }

    private static FileProblem? ProblemOf(IncomingFile file, int number)
    {
        var name = file.Name;
        return number > FileParts.MostFiles ? new FileProblem(FileFault.TooMany)
            : name.Length == 0 ? new FileProblem(FileFault.Nameless)
            : FileKinds.Of(name) is not { } kind ? new FileProblem(FileFault.Kind, name)
            : file.Content.Length == 0 ? new FileProblem(FileFault.Empty, name)
            : FileKinds.IsOf(kind, file.Content) ? null
            : new FileProblem(FileFault.Content, name);
    }

    private Task<int> RemoveAbandonedAsync(DateTimeOffset now, CancellationToken ct)
    {
        var before = now - Abandoned;
        return db.Set<CompanyFile>().Where(f => f.Uploaded == null && f.Begun < before).ExecuteDeleteAsync(ct);
    }

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        HttpRequest request,
        UploadFiles upload,
        CancellationToken ct
    )
    {
        var form = await FileParts.OpenAsync(request, ct);
        if (form.Refusal is { } unreadable)
        {
            return new ErrorResult(unreadable);
        }

        if (form.Value.Fields.Keys.FirstOrDefault() is { } unknown)
        {
            await form.Value.DrainAsync(ct);
            return new ErrorResult(new FileProblem(FileFault.Field, unknown).Refusal);
        }

        var outcome = await upload.RunAsync(companyId, connectionId, form.Value, ConnectionActor.Api, ct);
        return outcome.Refusal is { } refusal ? new ErrorResult(refusal) : Results.Ok();
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Count} files uploaded to connection {ConnectionId} by {Actor}"
        )]
        public static partial void Uploaded(
            ILogger logger,
            int count,
            ConnectionId connectionId,
            ConnectionActor actor
        );
    }
}
