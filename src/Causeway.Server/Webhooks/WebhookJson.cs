using System.Text.Json.Serialization;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Messages;

namespace Causeway.Server.Webhooks;

/// <summary>JSON of this slice's bodies.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookListBody))]
[JsonSerializable(typeof(WebhookSecretBody))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(PagedBody<MessageBody>))]
[JsonSerializable(typeof(PagedBody<EventLogBody>))]
[JsonSerializable(typeof(AttemptListBody))]
[JsonSerializable(typeof(ScheduledBody))]
[JsonSerializable(typeof(ExampleBody))]
[JsonSerializable(typeof(EventTypesBody))]
[JsonSerializable(typeof(ResendWebhookMessages.Span), TypeInfoPropertyName = "ResendSpan")]
[JsonSerializable(typeof(SendWebhookExample.Body), TypeInfoPropertyName = "SendExampleBody")]
public sealed partial class WebhookJson : JsonSerializerContext;
