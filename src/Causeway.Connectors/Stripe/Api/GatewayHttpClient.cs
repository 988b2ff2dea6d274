using Net = global::Stripe;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>
/// Sends what the official client asks for through the connection's own <see cref="HttpClient"/>, which authorizes, counts and limits. It neither tries
/// again nor tells Stripe how long answers took.
/// </summary>
internal sealed class GatewayHttpClient(HttpClient http) : Net.IHttpClient
{
    /// <summary>Stands for the key, which is not the official client's to know.</summary>
    public const string NoKey = "the-gateway-has-it";

    public async Task<Net.StripeResponse> MakeRequestAsync(
        Net.StripeRequest request,
        CancellationToken cancellationToken = default
    )
    {
        using var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        if (request.AuthorizationHeader is { Parameter: not NoKey } authorization)
        {
            message.Headers.Authorization = authorization;
        }

        message.Headers.UserAgent.ParseAdd("Causeway");
        foreach (var (name, value) in request.StripeHeaders)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(message, cancellationToken);
        var content = await response.Content.ReadAsStringAsync(cancellationToken);
        return new Net.StripeResponse(response.StatusCode, response.Headers, content);
    }

    public Task<Net.StripeStreamedResponse> MakeStreamingRequestAsync(
        Net.StripeRequest request,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException("Files of Stripe are not read.");
}
