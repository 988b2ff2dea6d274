namespace Causeway.Contracts.Connectors;

/// <summary>A source did not do what was asked. Thrown by a connector's client alone.</summary>
public sealed class SourceException : Exception
{
    /// <summary>A failure that the source told.</summary>
    public SourceException(SourceFailure failure)
        : base(failure?.Message) => Failure = failure!;

    /// <summary>A failure that has a cause of its own, such as a broken connection.</summary>
    public SourceException(SourceFailure failure, Exception inner)
        : base(failure?.Message, inner) => Failure = failure!;

    /// <summary>What failed.</summary>
    public SourceFailure Failure { get; }
}

/// <summary>What a source's refusal means. The category alone decides what the engine does.</summary>
/// <param name="Category">The kind of failure.</param>
/// <param name="Message">A sentence for the person who must act; never a secret, never a body of the source.</param>
public sealed record SourceFailure(SourceFailureCategory Category, string Message)
{
    /// <summary>How long the source asks to wait, if it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Fields that the source refused, for a write.</summary>
    public IReadOnlyList<RefusedField> Fields { get; init; } = [];

    /// <summary>Whether the same call can succeed later without anyone doing anything.</summary>
    public bool RetryHelps =>
        Category
            is SourceFailureCategory.RateLimited
                or SourceFailureCategory.Unavailable
                or SourceFailureCategory.Lost
                or SourceFailureCategory.Configuration;

    /// <summary>Who has to act before the call can succeed.</summary>
    public FailureActor Actor =>
        Category switch
        {
            SourceFailureCategory.Authentication or SourceFailureCategory.Permission => FailureActor.CompanyUser,
            SourceFailureCategory.Rejected or SourceFailureCategory.NotFound => FailureActor.Client,
            SourceFailureCategory.Malformed or SourceFailureCategory.Configuration => FailureActor.Operator,
            _ => FailureActor.Nobody,
        };
}

/// <summary>A field that a source refused, and why.</summary>
/// <param name="Field">The field in the standard model, such as <c>lineItems[0].taxRateRef.id</c>.</param>
/// <param name="Message">The reason, for a person.</param>
public sealed record RefusedField(string Field, string Message);

/// <summary>The kinds of failure at a source.</summary>
public enum SourceFailureCategory
{
    /// <summary>The credentials are refused (401, a revoked grant). The connection becomes Deauthorized when it persists.</summary>
    Authentication,

    /// <summary>The credentials are good, but this user may not do this (403).</summary>
    Permission,

    /// <summary>Too many calls (429); wait as told.</summary>
    RateLimited,

    /// <summary>The source is down, busy or in maintenance (5xx, refused connections); nothing was done.</summary>
    Unavailable,

    /// <summary>The call was sent and the answer was lost (time-out, cut connection): a write may have happened.</summary>
    Lost,

    /// <summary>The source refuses what was asked: a validation error of a write, a filter that it does not know.</summary>
    Rejected,

    /// <summary>The record or the endpoint is not there.</summary>
    NotFound,

    /// <summary>The source answered something that can't be understood.</summary>
    Malformed,

    /// <summary>The source refuses this server's own registration there (a wrong client secret): the operator must act, no user.</summary>
    Configuration,
}

/// <summary>Who has to act on a failure.</summary>
public enum FailureActor
{
    /// <summary>It passes by itself.</summary>
    Nobody,

    /// <summary>The company's user, by authorizing again or by asking for rights.</summary>
    CompanyUser,

    /// <summary>The client, by sending something else.</summary>
    Client,

    /// <summary>Whoever runs the server: a connector must be mended.</summary>
    Operator,
}
