using Causeway.Contracts.Connectors;

namespace Causeway.Server.Push.Sending;

/// <summary>What came of asking a source to write, or of asking it whether it has written.</summary>
public abstract record SourceAnswer
{
    private SourceAnswer() { }

    /// <summary>The source has the record.</summary>
    public sealed record Written(WriteResult Result) : SourceAnswer;

    /// <summary>The source did nothing, and the same again would not help.</summary>
    public sealed record Refused(SourceFailure Failure) : SourceAnswer;

    /// <summary>The source did nothing, and may do it later.</summary>
    public sealed record NotNow(SourceFailure Failure) : SourceAnswer;

    /// <summary>The source may have done it.</summary>
    public sealed record Unknown(string Reason) : SourceAnswer;

    /// <summary>The source was asked for the marker and has no record with it.</summary>
    public sealed record Absent : SourceAnswer;

    /// <summary>The source could not be asked for the marker.</summary>
    public sealed record NotAsked(SourceFailure Failure) : SourceAnswer;
}
