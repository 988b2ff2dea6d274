using System.Security.Cryptography;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>What must be true of a callback, beside its state.</summary>
public static class CallbackCheck
{
    /// <summary>Whether it is from the source that the user was sent to, and about what the user named before, such as a shop.</summary>
    public static CallbackFault? FaultOf(
        ConnectorAuth.OAuth2 oauth,
        SourceApplication? application,
        IReadOnlyDictionary<string, string> callback,
        IReadOnlyDictionary<string, Secret> entered
    )
    {
        var names = callback.TryGetValue("iss", out var issuer);
        if ((names && oauth.Issuer is not null && issuer != oauth.Issuer) || (!names && oauth.SendsIssuer))
        {
            return CallbackFault.MixedUp;
        }

        return oauth.Signature is { } signature && !IsSigned(signature, application, callback) ? CallbackFault.Forged
            : oauth.CallbackValues.Any(kept => IsAnother(kept, callback, entered)) ? CallbackFault.MixedUp
            : null;
    }

    /// <summary>Adds what the callback and the token answer carried to the values.</summary>
    /// <returns>Why not, if something is missing.</returns>
    public static Refusal? Keep(
        ConnectorAuth.OAuth2 oauth,
        IReadOnlyDictionary<string, string> callback,
        TokenAnswer.Granted granted,
        Dictionary<string, Secret> values
    )
    {
        foreach (var kept in oauth.CallbackValues)
        {
            if (callback.TryGetValue(kept.Parameter, out var value) && value.Length is > 0 and <= 2000)
            {
                values[kept.Name] = new Secret(value);
            }
        }

        foreach (var (name, value) in granted.Values)
        {
            values[name] = value;
        }

        return
            oauth
                .CallbackValues.Concat(oauth.TokenValues)
                .FirstOrDefault(k => k.Required && !values.ContainsKey(k.Name))
                is { } missing
            ? Refusal.Invalid($"The source did not say which organisation it is ({missing.Parameter} is missing).")
            : null;
    }

    /// <summary>What is noted of a callback that was refused.</summary>
    public static string Explain(CallbackFault fault) =>
        fault switch
        {
            CallbackFault.OtherBrowser =>
                "A way back from the source was refused: it came from another browser than the one that left.",
            CallbackFault.MixedUp =>
                "A way back was refused: it came from another source than the one that was left for.",
            CallbackFault.Replayed => "A way back from the source was refused: it had been used before.",
            CallbackFault.Late => "A way back from the source was refused: it took too long.",
            _ => "A way back from the source was refused: it is not the source's.",
        };

    private static bool IsAnother(
        KeptValue kept,
        IReadOnlyDictionary<string, string> callback,
        IReadOnlyDictionary<string, Secret> entered
    ) =>
        entered.TryGetValue(kept.Name, out var named)
        && callback.TryGetValue(kept.Parameter, out var brought)
        && !string.Equals(named.Reveal(), brought, StringComparison.OrdinalIgnoreCase);

    private static bool IsSigned(
        CallbackSignature signature,
        SourceApplication? application,
        IReadOnlyDictionary<string, string> callback
    )
    {
        if (application?.Secret is not { } secret || !callback.TryGetValue(signature.Parameter, out var given))
        {
            return false;
        }

        var message = string.Join(
            '&',
            callback
                .Where(p => p.Key != signature.Parameter)
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => $"{p.Key}={p.Value}")
        );
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes(message));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)),
            Encoding.ASCII.GetBytes(given)
        );
    }
}

/// <summary>Why a callback was refused.</summary>
public enum CallbackFault
{
    /// <summary>Nobody left with such a state, or the source did not sign it.</summary>
    Forged,

    /// <summary>Another browser left with it.</summary>
    OtherBrowser,

    /// <summary>It is of another source than the one that was left for.</summary>
    MixedUp,

    /// <summary>It was brought before.</summary>
    Replayed,

    /// <summary>It took too long.</summary>
    Late,
}

/// <summary>What came of a callback.</summary>
/// <param name="State">The way, if there is such a one.</param>
/// <param name="Fault">Why it was refused, if it was.</param>
/// <param name="Outcome">Else what came of the authorization.</param>
public sealed record CallbackResult(AuthorizationState? State, CallbackFault? Fault, AuthorizationOutcome? Outcome)
{
    /// <summary>The user said no at the source.</summary>
    public static readonly Refusal Cancelled = new(StatusCodes.Status403Forbidden, "User cancelled");

    /// <summary>Whether the user said no at the source.</summary>
    public bool IsCancelled => Outcome?.Refusal == Cancelled;
}
