using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Messages;

namespace Causeway.Server.Portal.Webhooks;

/// <summary>States of webhooks as people say them, with the class that colours each.</summary>
public static class WebhookWords
{
    public static (string Text, string Class) Of(WebhookBody consumer) =>
        consumer switch
        {
            { Disabled: true } => ("Disabled", ""),
            { FailingSince: not null } => ("Failing", "cw-is-bad"),
            _ => ("Enabled", "cw-is-good"),
        };

    public static (string Text, string Class) Of(MessageBody message) =>
        message.Status switch
        {
            MessageStatus.Succeeded => ("Delivered", "cw-is-good"),
            MessageStatus.Failed => ("Given up", "cw-is-bad"),
            _ when message.Attempts > 0 => ("Tried again later", "cw-is-warn"),
            _ => ("On its way", "cw-is-info"),
        };

    /// <summary>What events a consumer is told of.</summary>
    public static string Events(IReadOnlyList<string> types) =>
        types is ["*"] ? "all events"
        : types.Count <= 2 ? string.Join(", ", types)
        : $"{types[0]} and {types.Count - 1} more";
}
