using System.Globalization;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Server.Webhooks.Events;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>The headers of a request to an endpoint: how they are called, and what they were at an attempt.</summary>
public static class SentHeaders
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Signature = "webhook-signature";
    public const string UserAgent = "User-Agent";
    public const string Agent = "Causeway-Webhooks/1.0";
    public const string Json = "application/json";

    private const string Hidden = "***";

    /// <summary>What was sent with an attempt, as JSON; the values of the client's own headers are left out.</summary>
    public static string ToJson(ClientEventId messageId, WebhookAttempt attempt)
    {
        var timestamp = attempt.Attempted.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = Json,
            ["user-agent"] = Agent,
            [Id] = messageId.ToString(),
            [Timestamp] = timestamp,
            [Signature] = attempt.Signature,
        };
        foreach (var name in attempt.OwnHeaders?.Split(',') ?? [])
        {
            sent[name] = Hidden;
        }

        return JsonSerializer.Serialize(sent, EventJson.Default.DictionaryStringString);
    }
}
