using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Gateway;

/// <summary>What a connection's calls carry to prove who makes them.</summary>
public sealed partial class RequestAuthorization
{
    private readonly Uri? baseAddress;
    private readonly IReadOnlyDictionary<string, string> headers;

    private RequestAuthorization(
        Uri? baseAddress,
        ISourceTokens? tokens,
        IReadOnlyDictionary<string, string> headers
    ) => (this.baseAddress, Tokens, this.headers) = (baseAddress, tokens, headers);

    /// <summary>Where the access token comes from, if there is one.</summary>
    public ISourceTokens? Tokens { get; }

    /// <summary>What is to be put on a connection's calls, or null if the connector does it itself.</summary>
    public static RequestAuthorization? For(ConnectorAuth auth, SourceConnection connection, Uri? baseAddress)
    {
        if (connection.Tokens is { } tokens)
        {
            return new RequestAuthorization(baseAddress, tokens, new Dictionary<string, string>());
        }

        return HeadersOf(auth, connection) is { Count: > 0 } headers
            ? new RequestAuthorization(baseAddress, null, headers)
            : null;
    }

    /// <summary>Whether a call is to the source itself; what proves us there is nobody else's business.</summary>
    public bool Concerns(HttpRequestMessage request) =>
        request.Headers.Authorization is null
        && (
            baseAddress is null
            || (
                request.RequestUri is { } address
                && address.Scheme == baseAddress.Scheme
                && address.Authority == baseAddress.Authority
            )
        );

    /// <summary>Puts the fixed headers on a call.</summary>
    public void Apply(HttpRequestMessage request)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Dictionary<string, string> HeadersOf(ConnectorAuth auth, SourceConnection connection) =>
        auth switch
        {
            ConnectorAuth.ApiKey key when connection.ValueOrNull(key.Key.Name) is { } value => new()
            {
                [key.Header] = key.Prefix + value,
            },
            ConnectorAuth.Basic basic when connection.ValueOrNull(basic.User.Name) is { } user => new()
            {
                ["Authorization"] =
                    "Basic "
                    + Convert.ToBase64String(
                        Encoding.UTF8.GetBytes($"{user}:{connection.ValueOrNull(basic.Password.Name)}")
                    ),
            },
            ConnectorAuth.Headers custom => custom.Templates.ToDictionary(
                t => t.Key,
                t => Placeholder().Replace(t.Value, m => connection.ValueOrNull(m.Groups["name"].Value) ?? ""),
                StringComparer.OrdinalIgnoreCase
            ),
            // Its user chose the other way.
            ConnectorAuth.OAuth2 { Otherwise: { } other } => HeadersOf(other, connection),
            _ => [],
        };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}

/// <summary>Puts it on each call, and once more with a new access token when the source refuses the one it got.</summary>
internal sealed class AuthorizedHandler(HttpMessageHandler inner, RequestAuthorization authorization)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (!authorization.Concerns(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (authorization.Tokens is not { } tokens)
        {
            authorization.Apply(request);
            return await base.SendAsync(request, cancellationToken);
        }

        if (request.Content is not null)
        {
            // It may have to be sent twice.
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        }

        var token = await tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = Bearer(token);
        var response = await base.SendAsync(request, cancellationToken);
        if (
            response.StatusCode is not HttpStatusCode.Unauthorized
            || await tokens.ReplaceAsync(token, cancellationToken) is not { } another
        )
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = Bearer(another);
        return await base.SendAsync(request, cancellationToken);
    }

    private static AuthenticationHeaderValue Bearer(Secret token) => new("Bearer", token.Reveal());
}
