namespace Causeway.Server.Push;

/// <summary>Where a write really is. The client is told <see cref="PushStatus"/>, which is coarser.</summary>
public enum PushState
{
    /// <summary>Nothing has been sent, or what was sent is known to have had no effect.</summary>
    Pending,

    /// <summary>It is being sent, or was when the process that sent it died.</summary>
    Sending,

    /// <summary>It was sent and the answer is not known: the source is asked for the marker before anything else happens.</summary>
    Uncertain,

    /// <summary>The source has the record.</summary>
    Success,

    /// <summary>The source has not done it and will not.</summary>
    Failed,

    /// <summary>The client's time ran out before anything was sent, so nothing is.</summary>
    TimedOut,
}

/// <summary>What the API says of a write.</summary>
public enum PushStatus
{
    /// <summary>It is under way.</summary>
    Pending,

    /// <summary>It failed for good.</summary>
    Failed,

    /// <summary>The source has the record.</summary>
    Success,

    /// <summary>The client's time ran out; what was sent before may still have taken effect.</summary>
    TimedOut,
}

/// <summary>What a write does to a record.</summary>
public enum PushKind
{
    /// <summary>Makes one.</summary>
    Create,

    /// <summary>Changes one.</summary>
    Update,
}
