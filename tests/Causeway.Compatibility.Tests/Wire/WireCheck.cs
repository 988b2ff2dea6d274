namespace Causeway.Compatibility.Tests.Wire;

/// <summary>Holds every answer that passes against the documents.</summary>
internal sealed class WireCheck(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly WireFacts Facts = WireFacts.Load();
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> answered = [];

    /// <summary>What the answers had wrong, by operation.</summary>
    public IReadOnlyDictionary<string, List<string>> Answered => answered;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await base.SendAsync(request, ct);
        if (Facts.OperationOf(request.Method, request.RequestUri!.AbsolutePath) is { } operation)
        {
            await response.Content.LoadIntoBufferAsync(ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            var type = response.Content.Headers.ContentType?.MediaType;
            var wrong = Facts.Check(operation, (int)response.StatusCode, type, body);
            lock (gate)
            {
                if (!answered.TryGetValue(operation, out var list))
                {
                    answered[operation] = list = [];
                }

                list.AddRange(wrong.Select(w => $"{(int)response.StatusCode}: {w}").Except(list).Take(20));
                if (response.IsSuccessStatusCode)
                {
                    Succeeded.Add(operation);
                }
            }
        }

        return response;
    }

    /// <summary>The operations that were answered with success at least once.</summary>
    public HashSet<string> Succeeded { get; } = [];
}
