using Causeway.Contracts;

namespace Causeway.Server.Grants.Tokens;

/// <summary>What came of asking a token endpoint.</summary>
public abstract record TokenAnswer
{
    private TokenAnswer() { }

    /// <summary>Tokens.</summary>
    /// <param name="AccessToken">The access token.</param>
    /// <param name="RefreshToken">The next refresh token, if there is one.</param>
    /// <param name="ExpiresIn">In how many seconds the access token expires; 0 if the answer does not say.</param>
    public sealed record Granted(Secret AccessToken, Secret? RefreshToken, int ExpiresIn) : TokenAnswer
    {
        /// <summary>In how many seconds the authorization dies if it is not used.</summary>
        public long? IdleExpiresIn { get; init; }

        /// <summary>In how many seconds it ends whatever is done.</summary>
        public long? AbsoluteExpiresIn { get; init; }

        /// <summary>What else the answer carried that is kept.</summary>
        public IReadOnlyDictionary<string, Secret> Values { get; init; } = new Dictionary<string, Secret>();
    }

    /// <summary>The source has ended the authorization, or does not know the code.</summary>
    /// <param name="Error">The source's error code.</param>
    public sealed record Ended(string Error) : TokenAnswer;

    /// <summary>The source refuses this server as a client: nobody's user can mend that.</summary>
    /// <param name="Error">The source's error code.</param>
    public sealed record ClientRefused(string Error) : TokenAnswer;

    /// <summary>It was not done, for a reason that passes.</summary>
    /// <param name="Reason">The reason, for a person.</param>
    /// <param name="RetryAfter">How long the source asks to wait.</param>
    public sealed record NotNow(string Reason, TimeSpan? RetryAfter = null) : TokenAnswer;

    /// <summary>It was sent, and no answer that can be used came: it may have been done.</summary>
    /// <param name="Reason">The reason, for a person.</param>
    public sealed record Lost(string Reason) : TokenAnswer;
}
