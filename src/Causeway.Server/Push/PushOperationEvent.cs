using Causeway.Contracts;

namespace Causeway.Server.Push;

/// <summary>One move or finding in an operation's life: when, from, to, why. Never changed.</summary>
public sealed class PushOperationEvent
{
    public long Sequence { get; private set; }

    public long OperationSequence { get; private set; }

    public required CompanyId CompanyId { get; init; }

    public required DateTimeOffset OccurredOn { get; init; }

    /// <summary>The state before; null when the operation came to be.</summary>
    public PushState? FromState { get; init; }

    public required PushState ToState { get; init; }

    /// <summary>Which sending it is about; 0 before the first.</summary>
    public required int Attempt { get; init; }

    public required PushActor Actor { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Who moved a write.</summary>
public enum PushActor
{
    /// <summary>The client, by asking for it.</summary>
    Client,

    /// <summary>This server by itself.</summary>
    Server,

    /// <summary>The source, by what it answered.</summary>
    Source,
}
