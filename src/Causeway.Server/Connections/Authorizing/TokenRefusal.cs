using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>What a token endpoint's answer means to whoever wants to authorize.</summary>
public static class TokenRefusal
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <param name="answer">An answer without tokens.</param>
    /// <param name="byUser">Whether the client that was refused is the user's own.</param>
    public static Refusal For(TokenAnswer answer, bool byUser) =>
        answer switch
        {
            TokenAnswer.Ended => Refusal.Invalid(
                "The source does not accept this authorization, or no longer: start again."
            ),
            TokenAnswer.ClientRefused refused when byUser => Refusal.Invalid(
                $"The source refuses the client id or the secret ({refused.Error})."
            ),
            TokenAnswer.ClientRefused refused => Refusal.Conflict(
                $"The source refuses this server's own registration there ({refused.Error}); its operator has to mend that."
            ),
            TokenAnswer.NotNow later => Refusal.Invalid(later.Reason) with { RetryAfter = later.RetryAfter ?? Soon },
            TokenAnswer.Lost lost => Refusal.Invalid(lost.Reason) with { RetryAfter = Soon },
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no refusal."),
        };

    /// <summary>What kind of reason it is.</summary>
    public static AuthorizationFault FaultOf(TokenAnswer answer, bool byUser) =>
        answer switch
        {
            TokenAnswer.ClientRefused => byUser ? AuthorizationFault.Credentials : AuthorizationFault.Setup,
            TokenAnswer.NotNow or TokenAnswer.Lost => AuthorizationFault.Unavailable,
            _ => AuthorizationFault.Other,
        };
}
