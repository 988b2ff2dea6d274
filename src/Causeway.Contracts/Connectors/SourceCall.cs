namespace Causeway.Contracts.Connectors;

/// <summary>Makes a connector's calls, and says what it means when no answer comes.</summary>
public static class SourceCall
{
    /// <summary>Makes a call.</summary>
    /// <param name="source">The source's name, for the message.</param>
    /// <param name="call">The call: sends a request and reads the answer to its end.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="SourceException"><see cref="SourceFailureCategory.Unavailable"/> when it never was on its way, <see cref="SourceFailureCategory.Lost"/> when its answer was lost; and what the call throws itself.</exception>
    public static async Task<T> MakeAsync<T>(string source, Func<Task<T>> call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await call();
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            throw Failed(SourceFailureCategory.Unavailable, $"{source} can't be reached.", e);
        }
        catch (HttpRequestException e)
        {
            throw Failed(SourceFailureCategory.Lost, $"The answer of {source} was lost.", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw Failed(SourceFailureCategory.Lost, $"{source} did not answer in time.", e);
        }
    }

    /// <summary>Sends a request, and reads the body of its answer.</summary>
    /// <param name="source">The source's name, for the message.</param>
    /// <param name="http">The connection's client.</param>
    /// <param name="request">The request.</param>
    /// <param name="refusal">What an answer that is no success means.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="SourceException">The refusal; or as of <see cref="MakeAsync"/>.</exception>
    public static Task<byte[]> ReadAsync(
        string source,
        HttpClient http,
        HttpRequestMessage request,
        Func<HttpResponseMessage, byte[], SourceFailure> refusal,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(refusal);
        return MakeAsync(
            source,
            async () =>
            {
                using var response = await http.SendAsync(request, ct);
                var body = await response.Content.ReadAsByteArrayAsync(ct);
                return response.IsSuccessStatusCode ? body : throw new SourceException(refusal(response, body));
            },
            ct
        );
    }

    private static SourceException Failed(SourceFailureCategory category, string message, Exception inner) =>
        new(new SourceFailure(category, message), inner);
}
