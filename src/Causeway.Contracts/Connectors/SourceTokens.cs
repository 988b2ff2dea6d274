namespace Causeway.Contracts.Connectors;

/// <summary>
/// The access token of a connection that was authorized by OAuth. The part's <see cref="HttpClient"/> carries it already; this is for a client
/// library that wants the token itself.
/// </summary>
public interface ISourceTokens
{
    /// <summary>A token that is good now; refreshed first if it has to be.</summary>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="SourceException">There is none: access has ended, or the source can't be asked for a new one at the moment.</exception>
    ValueTask<Secret> GetAsync(CancellationToken ct);

    /// <summary>Another token in the place of one that the source refused, before its time.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The token to try, or null if the refused one was new: then it is access that is refused.</returns>
    ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken ct);
}

/// <summary>The application as which this server is known at a source.</summary>
/// <param name="Id">Its client id.</param>
/// <param name="Secret">Its client secret, if it has one.</param>
public sealed record SourceApplication(string Id, Secret? Secret);
