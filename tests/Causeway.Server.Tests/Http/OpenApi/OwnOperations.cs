using System.Text.Json.Serialization.Metadata;
using Causeway.Server.Connections;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Push;
using Causeway.Server.Settings.Link;
using Causeway.Server.Sync;
using Causeway.Server.Webhooks;

namespace Causeway.Server.Tests.Http.OpenApi;

/// <summary>What the document says of an operation beyond what its endpoint says itself.</summary>
/// <param name="Name">The operation's id.</param>
/// <param name="Summary">What it does.</param>
internal sealed record OwnOperation(string Name, string Summary)
{
    public JsonTypeInfo? Answer { get; init; }

    public int Status { get; init; } = 200;

    public JsonTypeInfo? Body { get; init; }

    /// <summary>Whether it takes any JSON.</summary>
    public bool TakesAnything { get; init; }

    public string[] Query { get; init; } = [];

    /// <summary>What is answered if it is no JSON.</summary>
    public string? MediaType { get; init; }

    public bool IsPublic { get; init; }
}

/// <summary>The operations of our own, and those of webhooks, which have members of our own.</summary>
internal static class OwnOperations
{
    private static readonly string[] Page = ["page", "pageSize"];
    private static readonly string[] List = [.. Page, "query", "orderBy"];

    private static readonly WebhookJson Webhooks = WebhookJson.Default;

    public static IReadOnlyList<OwnOperation> All { get; } =
    [
        new("list-all-connections", "List the connections of all companies")
        {
            Answer = ConnectionJson.Default.PagedBodyConnectionBody,
            Query = List,
        },
        new("list-connection-events", "List a connection's audit trail: who, when, from, to, why")
        {
            Answer = ConnectionJson.Default.PagedBodyConnectionEventBody,
            Query = Page,
        },
        new("get-connection-authorization", "Get how a connection's authorization is, and until when it lives")
        {
            Answer = ConnectionJson.Default.AuthorizationBody,
        },
        new("list-connection-authorization-events", "List what happened to a connection's authorization")
        {
            Answer = ConnectionJson.Default.PagedBodyAuthorizationEventBody,
            Query = Page,
        },
        new("get-integration-application", "Get the application as which this server is known at a source")
        {
            Answer = ApplicationJson.Default.ApplicationBody,
        },
        new("set-integration-application", "Set the application as which this server is known at a source")
        {
            Body = ApplicationJson.Default.SetBody,
            Answer = ApplicationJson.Default.ApplicationBody,
        },
        new("delete-integration-application", "Delete the application as which this server is known at a source")
        {
            Status = 204,
        },
        new("get-link-settings", "Get how Link is set up") { Answer = LinkSettingsJson.Default.LinkSettingsBody },
        new("update-link-settings", "Replace how Link is set up")
        {
            Body = LinkSettingsJson.Default.LinkSettingsBody,
            Answer = LinkSettingsJson.Default.LinkSettingsBody,
        },
        new("create-link-preview", "Make an address where Link is seen with settings that are not saved")
        {
            Body = LinkSettingsJson.Default.LinkSettingsBody,
            Answer = LinkSettingsJson.Default.LinkPreviewBody,
        },
        new("get-link-logo", "Get the logo that Link shows") { MediaType = "image/png" },
        new("set-link-logo", "Set the logo that Link shows: the bytes of a PNG or a JPEG, at most 24 KiB")
        {
            Answer = LinkSettingsJson.Default.LinkLogoBody,
        },
        new("delete-link-logo", "Delete the logo that Link shows") { Status = 204 },
        new("create-link-url", "Make an address of Link for a company's user, with a password where one is required")
        {
            Body = LinkSettingsJson.Default.LinkUrlRequest,
            Answer = LinkSettingsJson.Default.LinkUrlBody,
        },
        new("rotate-encryption-key", "Make a new key for all secrets") { Status = 202 },
        new("get-branding-image", "Get a picture of an integration") { MediaType = "image/svg+xml", IsPublic = true },
        new("get-pull-operation-events", "List a dataset's audit trail")
        {
            Answer = SyncJson.Default.DatasetEventsBody,
        },
        new("get-push-operation-events", "List a write's audit trail")
        {
            Answer = PushJson.Default.PushOperationEventsBody,
        },
        new("approve-deletions", "Let deletions happen that were stopped because there were too many")
        {
            Answer = SyncJson.Default.DatasetBody,
        },
        new("list-quarantine", "List records that could not be understood")
        {
            Answer = SyncJson.Default.QuarantinePageBody,
            Query = Page,
        },
        new("correct-quarantined-record", "Correct a record that could not be understood, and store it")
        {
            TakesAnything = true,
            Answer = SyncJson.Default.ReplayBody,
        },
        new("replay-quarantine", "Try records again that could not be understood")
        {
            Answer = SyncJson.Default.ReplayBody,
        },
        new("list-record-changes", "List what was created, updated or deleted, in the order of its commits")
        {
            Query = ["cursor", "pageSize"],
        },
        new("list-webhook-consumers", "List webhook consumers") { Answer = Webhooks.WebhookListBody },
        new("create-webhook-consumer", "Create a webhook consumer; the answer has its secret")
        {
            Body = Webhooks.WebhookRequest,
            Answer = Webhooks.WebhookBody,
            Status = 201,
        },
        new("get-webhook-consumer", "Get a webhook consumer") { Answer = Webhooks.WebhookBody },
        new("update-webhook-consumer", "Change those settings of a webhook consumer that the body has")
        {
            Body = Webhooks.WebhookRequest,
            Answer = Webhooks.WebhookBody,
        },
        new("delete-webhook-consumer", "Delete a webhook consumer, with what was to be told to it") { Status = 204 },
        new("enable-webhook-consumer", "Have a disabled webhook consumer go on") { Answer = Webhooks.WebhookBody },
        new("get-webhook-secret", "Get what signs a consumer's messages") { Answer = Webhooks.WebhookSecretBody },
        new("rotate-webhook-secret", "Make a new secret; the one before stays valid beside it for a day")
        {
            Answer = Webhooks.WebhookSecretBody,
        },
        new("send-webhook-example", "Send a made-up event to a webhook consumer")
        {
            Body = Webhooks.SendExampleBody,
            Answer = Webhooks.ExampleBody,
        },
        new("list-webhook-event-types", "List all types of events") { Answer = Webhooks.EventTypesBody },
        new("list-webhook-events", "List the log of events, the oldest first")
        {
            Answer = Webhooks.PagedBodyEventLogBody,
            Query = [.. Page, "eventType", "companyId"],
        },
        new("list-webhook-messages", "List what was and is to be sent to a webhook consumer, the newest first")
        {
            Answer = Webhooks.PagedBodyMessageBody,
            Query = List,
        },
        new("get-webhook-message", "Get one message with its body") { Answer = Webhooks.MessageBody },
        new("list-webhook-attempts", "List the attempts at a message") { Answer = Webhooks.AttemptListBody },
        new("resend-webhook-message", "Send one message again") { Answer = Webhooks.ScheduledBody },
        new("recover-webhook-messages", "Send again what was given up of events since a time")
        {
            Body = Webhooks.ResendSpan,
            Answer = Webhooks.ScheduledBody,
        },
        new("replay-webhook-messages", "Send events since a time that a webhook consumer wants and has no message of")
        {
            Body = Webhooks.ResendSpan,
            Answer = Webhooks.ScheduledBody,
        },
    ];
}
