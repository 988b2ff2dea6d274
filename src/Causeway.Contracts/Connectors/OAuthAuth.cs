namespace Causeway.Contracts.Connectors;

public abstract partial record ConnectorAuth
{
    /// <summary>
    /// The user authorizes at the source (OAuth 2.0 authorization code). The server does all of it: state, PKCE, the callback, the tokens and
    /// their refresh. The connector's <see cref="HttpClient"/> carries the access token.
    /// </summary>
    public sealed record OAuth2 : ConnectorAuth
    {
        /// <summary>Where the user is sent. It may hold a field of <see cref="Inputs"/> in braces: <c>https://{shop}.example.com/authorize</c>.</summary>
        public required string Authorize { get; init; }

        /// <summary>Where codes and refresh tokens are redeemed; it may hold fields in braces, too.</summary>
        public required string Token { get; init; }

        /// <summary>What is asked for.</summary>
        public IReadOnlyList<string> Scopes { get; init; } = [];

        /// <summary>What stands between two scopes. The standard says a space; some sources want a comma.</summary>
        public string ScopeSeparator { get; init; } = " ";

        /// <summary>Whether the source takes PKCE (RFC 7636). Leave it on wherever it does no harm.</summary>
        public bool Pkce { get; init; } = true;

        /// <summary>The source's issuer, if it has one: a callback that names another is refused.</summary>
        public string? Issuer { get; init; }

        /// <summary>Whether every callback names the issuer (RFC 9207), so that one without it is refused.</summary>
        public bool SendsIssuer { get; init; }

        /// <summary>More parameters of the address that the user is sent to.</summary>
        public IReadOnlyDictionary<string, string> AuthorizeParameters { get; init; } =
            new Dictionary<string, string>();

        /// <summary>More parameters of each call to the token endpoint.</summary>
        public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

        /// <summary>Headers of each call to the token endpoint, for a source that tells more when it is asked so.</summary>
        public IReadOnlyDictionary<string, string> TokenHeaders { get; init; } = new Dictionary<string, string>();

        /// <summary>How the server proves to the token endpoint which application it is.</summary>
        public ClientProof ClientProof { get; init; } = ClientProof.Header;

        /// <summary>What the user is asked before being sent away, such as the name of a shop.</summary>
        public IReadOnlyList<AuthField> Inputs { get; init; } = [];

        /// <summary>What the callback carries beside the code: kept, and in <see cref="SourceConnection.Values"/>.</summary>
        public IReadOnlyList<KeptValue> CallbackValues { get; init; } = [];

        /// <summary>What the token endpoint's first answer carries beside the tokens: kept, and in <see cref="SourceConnection.Values"/>.</summary>
        public IReadOnlyList<KeptValue> TokenValues { get; init; } = [];

        /// <summary>How the source signs its callback, if it does.</summary>
        public CallbackSignature? Signature { get; init; }

        /// <summary>How access is given back, if the source has the standard way (RFC 7009). One of its own is a <see cref="SourceRevocation"/>.</summary>
        public TokenRevocation? Revocation { get; init; }

        /// <summary>How tokens live and die at this source.</summary>
        public TokenRules Rules { get; init; } = new();

        /// <summary>Another way to authorize, such as a key that the user makes at the source; null if there is none.</summary>
        public ConnectorAuth? Otherwise { get; init; }

        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => Inputs;
    }

    /// <summary>
    /// The user enters a client id and a client secret of the firm's own at the source, and the server gets access tokens with them (OAuth 2.0
    /// client credentials). The connector's <see cref="HttpClient"/> carries the access token.
    /// </summary>
    public sealed record ClientCredentials : ConnectorAuth
    {
        /// <summary>Where tokens come from; it may hold fields of <see cref="Others"/> in braces.</summary>
        public required string Token { get; init; }

        /// <summary>The field of the client id.</summary>
        public required AuthField ClientId { get; init; }

        /// <summary>The field of the client secret.</summary>
        public required AuthField ClientSecret { get; init; }

        /// <summary>What else the user enters.</summary>
        public IReadOnlyList<AuthField> Others { get; init; } = [];

        /// <summary>What is asked for.</summary>
        public IReadOnlyList<string> Scopes { get; init; } = [];

        /// <summary>More parameters of each call to the token endpoint.</summary>
        public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

        /// <summary>How the client is proved to the token endpoint.</summary>
        public ClientProof ClientProof { get; init; } = ClientProof.Header;

        /// <summary>How tokens live and die at this source.</summary>
        public TokenRules Rules { get; init; } = new();

        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => [ClientId, ClientSecret, .. Others];
    }
}

/// <summary>How an application proves itself to a token endpoint.</summary>
public enum ClientProof
{
    /// <summary>By HTTP Basic.</summary>
    Header,

    /// <summary>By <c>client_id</c> and <c>client_secret</c> in the form.</summary>
    Form,
}

/// <summary>Something that comes along with an authorization and is kept with it.</summary>
/// <param name="Parameter">The name that the source gives it, such as <c>stripe_user_id</c>.</param>
/// <param name="Name">The name in <see cref="SourceConnection.Values"/> and in the API's authorization body: camel case, such as <c>stripeUserId</c>.</param>
public sealed record KeptValue(string Parameter, string Name)
{
    /// <summary>Whether an authorization without it is refused.</summary>
    public bool Required { get; init; } = true;
}

/// <summary>A signature over a callback's query: HMAC-SHA256 in hexadecimal, with the client secret, over the other parameters in the order of their names, as <c>a=1&amp;b=2</c>.</summary>
/// <param name="Parameter">The parameter that holds it.</param>
public sealed record CallbackSignature(string Parameter);

/// <summary>The standard way to give access back (RFC 7009).</summary>
/// <param name="Address">The revocation endpoint; it may hold fields in braces.</param>
public sealed record TokenRevocation(string Address)
{
    /// <summary>What ends at the source when a token is revoked. The server revokes nothing that another connection still needs.</summary>
    public RevocationReach Reach { get; init; } = RevocationReach.Grant;

    /// <summary>Whether the endpoint wants JSON and not a form.</summary>
    public bool TakesJson { get; init; }

    /// <summary>Whether it takes access tokens only.</summary>
    public bool TakesAccessToken { get; init; }
}

/// <summary>What ends when a token is revoked.</summary>
public enum RevocationReach
{
    /// <summary>The tokens that came from one authorization.</summary>
    Grant,

    /// <summary>All access to the organisation, whoever authorized it: so not when an authorization is replaced by another to the same.</summary>
    Organisation,

    /// <summary>All access that one user gave, to whatever organisation: so never on behalf of one connection. Use a <see cref="SourceRevocation"/>.</summary>
    User,
}

/// <summary>How tokens live and die at a source.</summary>
public sealed record TokenRules
{
    /// <summary>How long an access token is good for when the answer does not say.</summary>
    public TimeSpan DefaultLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// For how long a refresh token that was redeemed may be redeemed again, because the answer can get lost. Zero when the source allows none:
    /// then a token whose answer was lost is tried again only when nothing else is left.
    /// </summary>
    public TimeSpan LostAnswerGrace { get; init; }

    /// <summary>After how long without a refresh the authorization dies; null if it does not. The server refreshes well before.</summary>
    public TimeSpan? IdleLimit { get; init; }

    /// <summary>After how long the authorization ends whatever is done, from the user's consent on; null if it does not.</summary>
    public TimeSpan? AbsoluteLifetime { get; init; }

    /// <summary>The member of the token answer that says in how many seconds the refresh token expires when it is not used.</summary>
    public string? IdleExpiresInMember { get; init; }

    /// <summary>The member of the token answer that says in how many seconds the authorization ends whatever is done.</summary>
    public string? AbsoluteExpiresInMember { get; init; }

    /// <summary>Error codes of the source's own that mean what <c>invalid_grant</c> means.</summary>
    public IReadOnlyList<string> DeadGrantErrors { get; init; } = [];
}
