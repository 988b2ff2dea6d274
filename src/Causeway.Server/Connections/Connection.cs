using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Connections;

/// <summary>A company's access to one source. The only place where a status changes; knows neither HTTP nor the database.</summary>
public sealed class Connection
{
    // Enough to see what goes wrong again and again; the audit trail has the rest.
    private const int MostErrors = 50;

    private Connection() { }

    public Connection(ConnectionId id, CompanyId companyId, ConnectorManifest manifest, Actor actor, DateTimeOffset now)
    {
        Id = id;
        CompanyId = companyId;
        IntegrationKey = manifest.Key;
        SourceType = manifest.SourceType;
        TakesFiles = manifest.Auth is ConnectorAuth.Upload;
        Created = now;
        Events.Add(ConnectionEvent.Of(this, null, actor, "The connection was created.", now));
    }

    public ConnectionId Id { get; private set; }

    public CompanyId CompanyId { get; private set; }

    public string IntegrationKey { get; private set; } = "";

    public SourceType SourceType { get; private set; }

    /// <summary>Whether its user uploads files. It stands beside the company's books, and never in their place.</summary>
    public bool TakesFiles { get; private set; }

    public ConnectionStatus Status { get; private set; } = ConnectionStatus.PendingAuth;

    public DateTimeOffset Created { get; private set; }

    /// <summary>When data last arrived.</summary>
    public DateTimeOffset? LastSync { get; private set; }

    /// <summary>When it was first authorized, which starts the first fetch; null until then.</summary>
    public DateTimeOffset? FirstLinked { get; private set; }

    /// <summary>The organisation at the source, once known: a later authorization must be for the same one.</summary>
    public string? OrganisationId { get; private set; }

    /// <summary>The organisation's name, as its user knows it.</summary>
    public string? OrganisationName { get; private set; }

    /// <summary>What is worth knowing about the source; never a secret.</summary>
    public Dictionary<string, string> ConnectionInfo { get; private set; } = [];

    /// <summary>What went wrong, oldest first; in the same row, so that it costs a read nothing.</summary>
    public IReadOnlyList<ConnectionError> Errors { get; private set; } = [];

    /// <summary>The audit trail; loaded only to be added to.</summary>
    public List<ConnectionEvent> Events { get; private set; } = [];

    /// <summary>Of two changes that race, one fails.</summary>
    public int Version { get; private set; }

    /// <summary>The source accepted the credentials.</summary>
    /// <returns>A refusal if it is linked already to another organisation, whose books must not be mixed with these.</returns>
    public Refusal? Link(SourceOrganisation organisation, Actor actor, DateTimeOffset now)
    {
        if (OrganisationId is not null && OrganisationId != organisation.Id)
        {
            return Refusal.Conflict(
                "These credentials are for another organisation than the one that this connection reads; create a new connection for it."
            );
        }

        var why =
            Status is ConnectionStatus.Linked
                ? "The source accepted new credentials."
                : "The source accepted the credentials.";
        (OrganisationId, OrganisationName) = (organisation.Id, organisation.Name);
        FirstLinked ??= now;
        ResolveErrors(now);
        Become(ConnectionStatus.Linked, actor, why, now);
        return null;
    }

    /// <summary>Files were uploaded, the first of which link it.</summary>
    /// <returns>Whether the status changed.</returns>
    public bool Receive(int files, Actor actor, DateTimeOffset now)
    {
        var what = files == 1 ? "A file was uploaded." : $"{files} files were uploaded.";
        if (Status is ConnectionStatus.Linked)
        {
            Note(actor, what, now);
            return false;
        }

        FirstLinked ??= now;
        ResolveErrors(now);
        Become(ConnectionStatus.Linked, actor, what, now);
        return true;
    }

    /// <summary>Gives up the access and keeps what was read.</summary>
    public Refusal? Unlink(Actor actor, DateTimeOffset now)
    {
        if (Status is not ConnectionStatus.Linked)
        {
            return Refusal.Invalid("status", $"Only a linked connection can be unlinked; this one is {Status}.");
        }

        Become(ConnectionStatus.Unlinked, actor, "Its access was given up.", now);
        return null;
    }

    /// <summary>The source refuses the credentials for good. Nothing happens if they were given up or replaced meanwhile.</summary>
    /// <returns>Whether the status changed.</returns>
    public bool Deauthorize(string reason, DateTimeOffset now)
    {
        if (Status is not ConnectionStatus.Linked)
        {
            return false;
        }

        RecordError(StatusCodes.Status401Unauthorized, "Unauthorized", reason, now);
        Become(ConnectionStatus.Deauthorized, ConnectionActor.Source, reason, now);
        return true;
    }

    /// <summary>An attempt to authorize came to nothing; the status stays. Nothing is noted while it is linked: it works with what it has.</summary>
    public void AuthorizationFailed(int statusCode, string statusText, string message, DateTimeOffset now)
    {
        if (Status is not ConnectionStatus.Linked)
        {
            RecordError(statusCode, statusText, message, now);
        }
    }

    /// <summary>Access can't be renewed for now. It stays linked: that passes, or is for the operator to mend.</summary>
    /// <returns>Whether it was noted.</returns>
    public bool AccessFailing(int statusCode, string statusText, string message, DateTimeOffset now)
    {
        if (Status is not ConnectionStatus.Linked)
        {
            return false;
        }

        RecordError(statusCode, statusText, message, now);
        Note(ConnectionActor.Source, message, now);
        return true;
    }

    /// <summary>Access was renewed after all.</summary>
    public void AccessRecovered(DateTimeOffset now)
    {
        if (Status is ConnectionStatus.Linked)
        {
            ResolveErrors(now);
            Version++;
            Note(ConnectionActor.Server, "Access was renewed.", now);
        }
    }

    /// <summary>Adds something worth knowing to the audit trail; the status stays.</summary>
    public void Note(Actor actor, string what, DateTimeOffset now) =>
        Events.Add(ConnectionEvent.Of(this, Status, actor, what, now));

    /// <summary>Notes that data arrived.</summary>
    public void Synced(DateTimeOffset now) => LastSync = now;

    /// <summary>Replaces what is known about the source.</summary>
    public void Describe(IReadOnlyDictionary<string, string> info) =>
        ConnectionInfo = new Dictionary<string, string>(info);

    private void RecordError(int statusCode, string statusText, string message, DateTimeOffset now)
    {
        var error = new ConnectionError
        {
            StatusCode = statusCode,
            StatusText = statusText,
            ErrorMessage = message,
            ErroredOn = now,
        };
        Errors = [.. Errors.TakeLast(MostErrors - 1), error];
        Version++;
    }

    private void ResolveErrors(DateTimeOffset now)
    {
        if (Errors.Any(e => e.ResolvedOn is null))
        {
            Errors = [.. Errors.Select(e => e.ResolvedOn is null ? e with { ResolvedOn = now } : e)];
        }
    }

    private void Become(ConnectionStatus status, Actor actor, string why, DateTimeOffset now)
    {
        var from = Status;
        Status = status;
        Version++;
        Events.Add(ConnectionEvent.Of(this, from, actor, why, now));
    }
}
