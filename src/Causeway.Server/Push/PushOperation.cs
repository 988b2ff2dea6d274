using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Push;

/// <summary>
/// One write to a source. The only place where its state changes; knows neither HTTP nor the database nor the source. What it guarantees:
/// a write is sent again only when the one before is known to have had no effect.
/// </summary>
public sealed class PushOperation
{
    // A process may still be recording an answer for this long after the call has ended.
    private static readonly TimeSpan RecordingTime = TimeSpan.FromSeconds(20);

    private PushOperation() { }

    public PushOperation(PushOperationKey key, PushRequest request, string body, DateTimeOffset now)
    {
        Key = key;
        CompanyId = request.CompanyId;
        ConnectionId = request.ConnectionId;
        DataType = request.DataType;
        Kind = request.TargetId is null ? PushKind.Create : PushKind.Update;
        TargetId = request.TargetId;
        Body = body;
        TimeoutInMinutes = request.TimeoutInMinutes;
        AllowSync = request.AllowSync;
        ForceUpdate = request.ForceUpdate;
        RequestedOn = now;
        Note(null, PushActor.Client, "The write was accepted.", now);
    }

    /// <summary>The order in which writes were accepted, which is the order in which those of one connection are sent.</summary>
    public long Sequence { get; private set; }

    public PushOperationKey Key { get; private set; }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DataType DataType { get; private set; } = null!;

    public PushKind Kind { get; private set; }

    /// <summary>The record that an update changes.</summary>
    public string? TargetId { get; private set; }

    /// <summary>The record as the client sent it; erased when the connection is deleted.</summary>
    public string? Body { get; private set; }

    public int? TimeoutInMinutes { get; private set; }

    /// <summary>Whether the data type may be read anew after a success.</summary>
    public bool AllowSync { get; private set; }

    /// <summary>Whether an update goes ahead although the record may have changed at the source since it was read.</summary>
    public bool ForceUpdate { get; private set; }

    public DateTimeOffset RequestedOn { get; private set; }

    /// <summary>When the client's status became final.</summary>
    public DateTimeOffset? CompletedOn { get; private set; }

    public PushState State { get; private set; } = PushState.Pending;

    public PushStatus Status { get; private set; } = PushStatus.Pending;

    public int StatusCode { get; private set; } = StatusCodes.Status202Accepted;

    public string? ErrorMessage { get; private set; }

    public List<PushFinding> Findings { get; private set; } = [];

    /// <summary>The record that was written, once known.</summary>
    public string? RecordId { get; private set; }

    /// <summary>How often it was sent.</summary>
    public int Attempt { get; private set; }

    /// <summary>How often the source did not take or tell what it was asked, which makes the next wait longer.</summary>
    public int Waits { get; private set; }

    /// <summary>When to go on; while a process calls the source for it, when that process must be dead. Null is at once.</summary>
    public DateTimeOffset? Due { get; private set; }

    /// <summary>The process that calls the source for it, to send it or to look for its marker; null when none does.</summary>
    public Guid? Sender { get; private set; }

    /// <summary>Until when the last sending may still take effect at the source.</summary>
    public DateTimeOffset? MayActUntil { get; private set; }

    /// <summary>Since when the outcome is unknown.</summary>
    public DateTimeOffset? UncertainSince { get; private set; }

    /// <summary>When the source was first seen without the record, since the last sending.</summary>
    public DateTimeOffset? AbsentSince { get; private set; }

    /// <summary>Whether the later writes of its connection need not wait for it.</summary>
    public bool StandsAside { get; private set; }

    /// <summary>The audit trail; loaded only to be added to.</summary>
    public List<PushOperationEvent> Events { get; private set; } = [];

    /// <summary>Of two changes that race, one fails: so one process at most sends.</summary>
    public int Version { get; private set; }

    public bool IsSettled => State is PushState.Success or PushState.Failed or PushState.TimedOut;

    public WriteMarker Marker => PushMarker.Of(Key);

    public bool IsDue(DateTimeOffset now) => Due is not { } due || due <= now;

    /// <summary>Notes that it is about to be sent; to be committed before the source is called.</summary>
    public void Send(Guid sender, PushOptions options, DateTimeOffset now)
    {
        Expect(PushState.Pending);
        Attempt++;
        Sender = sender;
        MayActUntil = now + options.CallTimeout + RecordingTime;
        Due = MayActUntil;
        AbsentSince = null;
        Become(PushState.Sending, PushActor.Server, "It is being sent.", now);
    }

    /// <summary>Notes that the source is being asked for the marker, so that nobody else asks meanwhile.</summary>
    public void Look(Guid sender, PushOptions options, DateTimeOffset now)
    {
        Expect(PushState.Uncertain);
        Sender = sender;
        Due = now + options.CallTimeout + RecordingTime;
        Version++;
    }

    /// <summary>Nobody knows what became of the last sending.</summary>
    public void Lose(string reason, DateTimeOffset now)
    {
        Expect(PushState.Sending);
        UncertainSince = now;
        Sender = null;
        Due = null;
        Become(PushState.Uncertain, PushActor.Server, reason, now);
    }

    /// <summary>The source has the record. Known even after the client's time ran out, and after others had lost sight of it.</summary>
    public void Succeed(WriteResult result, DateTimeOffset now)
    {
        Expect(PushState.Sending, PushState.Uncertain, PushState.Pending);
        RecordId = result.RecordId;
        Findings = [.. result.Warnings.Select(w => new PushFinding(IsError: false, w.Field, w.Message))];
        Settle(PushState.Success, PushActor.Source, $"The source has the record {result.RecordId}.", now);
        Complete(PushStatus.Success, StatusCodes.Status200OK, null, now);
    }

    /// <summary>The source has not done it and will not, or it is not going to be sent.</summary>
    public void Fail(
        PushActor by,
        int statusCode,
        string message,
        IReadOnlyList<RefusedField> fields,
        DateTimeOffset now
    )
    {
        Expect(PushState.Pending, PushState.Sending, PushState.Uncertain);
        Findings = [.. fields.Select(f => new PushFinding(IsError: true, f.Field, f.Message))];
        Settle(PushState.Failed, by, message, now);
        Complete(PushStatus.Failed, statusCode, message, now);
    }

    /// <summary>The source did nothing and may do it later.</summary>
    public void Defer(SourceFailure failure, PushOptions options, DateTimeOffset now)
    {
        Expect(PushState.Sending);
        if (now - RequestedOn >= options.GiveUpAfter)
        {
            Fail(
                PushActor.Server,
                StatusCodes.Status503ServiceUnavailable,
                $"Nothing was written: {failure.Message}",
                failure.Fields,
                now
            );
        }
        else if (Status is PushStatus.TimedOut)
        {
            Fail(
                PushActor.Server,
                StatusCodes.Status503ServiceUnavailable,
                "Nothing was written in the client's time.",
                [],
                now
            );
        }
        else
        {
            Sender = null;
            Due = now + WaitFor(failure);
            Become(PushState.Pending, PushActor.Source, failure.Message, now);
        }
    }

    /// <summary>The source was asked and does not have the record.</summary>
    public void NotFound(PushOptions options, DateTimeOffset now)
    {
        Expect(PushState.Uncertain);
        Sender = null;
        if (AbsentSince is null)
        {
            AbsentSince = now;
            Note(State, PushActor.Source, "The source does not have the record yet.", now);
        }

        // Twice, some time apart, and not while a request of ours may still be at work there.
        var certain = Later(AbsentSince.Value + options.LookAgainAfter, MayActUntil);
        if (now < certain)
        {
            StandAside(options, now);
            Due = certain;
            Version++;
        }
        else if (Status is PushStatus.TimedOut)
        {
            Fail(
                PushActor.Server,
                StatusCodes.Status504GatewayTimeout,
                "Nothing was written in the client's time.",
                [],
                now
            );
        }
        else if (Attempt >= options.MaxAttempts)
        {
            var message = $"The source lost the write {Attempt} times; the record is not there.";
            Fail(PushActor.Server, StatusCodes.Status504GatewayTimeout, message, [], now);
        }
        else
        {
            UncertainSince = null;
            Due = null;
            Become(
                PushState.Pending,
                PushActor.Server,
                "The source certainly does not have the record; it can be sent again.",
                now
            );
        }
    }

    /// <summary>The source can't be asked now, so the outcome stays unknown.</summary>
    public void CannotAsk(SourceFailure failure, PushOptions options, DateTimeOffset now)
    {
        Expect(PushState.Uncertain);
        Sender = null;
        StandAside(options, now);
        if (Waits == 0)
        {
            Note(State, PushActor.Server, $"The source can't be asked: {failure.Message}", now);
        }

        Due = now + WaitFor(failure);
        Version++;
    }

    /// <summary>The client's time ran out. What was not sent will not be; what was sent is still followed to its end.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool TimeOut(DateTimeOffset now)
    {
        if (Status is not PushStatus.Pending)
        {
            return false;
        }

        const string Message = "The time that the client allowed ran out.";
        StandsAside = true;
        Complete(PushStatus.TimedOut, StatusCodes.Status408RequestTimeout, Message, now);
        if (State is PushState.Pending)
        {
            Settle(PushState.TimedOut, PushActor.Server, Message + " Nothing was sent.", now);
        }
        else
        {
            Note(State, PushActor.Server, Message + " What was sent may still take effect.", now);
            Version++;
        }

        return true;
    }

    /// <summary>The connection is gone: what the client wrote through it is forgotten, the fact that it did is kept.</summary>
    public void ConnectionGone(DateTimeOffset now)
    {
        if (!IsSettled)
        {
            var message =
                State is PushState.Pending
                    ? "The connection was deleted before the write was sent."
                    : "The connection was deleted before the outcome of the write was known; it may have taken effect.";
            Fail(PushActor.Server, StatusCodes.Status404NotFound, message, [], now);
        }

        Body = null;
        Version++;
    }

    /// <summary>An answer to an attempt that nobody waited for any more.</summary>
    public void AnsweredLate(int attempt, string what, DateTimeOffset now)
    {
        Note(State, PushActor.Source, $"Attempt {attempt} was answered after all: {what}", now);
        Version++;
    }

    private void StandAside(PushOptions options, DateTimeOffset now) =>
        StandsAside |= UncertainSince is { } since && now - since >= options.HoldFor;

    private TimeSpan WaitFor(SourceFailure failure) =>
        failure.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(Waits++, 10)), 600));

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other > a ? other : a;

    private void Settle(PushState state, PushActor by, string why, DateTimeOffset now)
    {
        Due = null;
        Sender = null;
        Become(state, by, why, now);
    }

    private void Complete(PushStatus status, int statusCode, string? message, DateTimeOffset now)
    {
        if (Status is PushStatus.Pending)
        {
            (Status, StatusCode, ErrorMessage, CompletedOn) = (status, statusCode, message, now);
        }
    }

    private void Become(PushState state, PushActor by, string why, DateTimeOffset now)
    {
        var from = State;
        State = state;
        Version++;
        Note(from, by, why, now);
    }

    private void Note(PushState? from, PushActor by, string why, DateTimeOffset now) =>
        Events.Add(
            new PushOperationEvent
            {
                CompanyId = CompanyId,
                OccurredOn = now,
                FromState = from,
                ToState = State,
                Attempt = Attempt,
                Actor = by,
                Reason = why,
            }
        );

    private void Expect(params ReadOnlySpan<PushState> states)
    {
        if (!states.Contains(State))
        {
            throw new InvalidOperationException($"A write that is {State} can't make this move.");
        }
    }
}
