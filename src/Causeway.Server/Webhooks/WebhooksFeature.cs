using Causeway.Server.Grants.Keys;
using Causeway.Server.Http;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Delivery;
using Causeway.Server.Webhooks.Events;
using Causeway.Server.Webhooks.Messages;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Causeway.Server.Webhooks;

/// <summary>Tells the client of what happens: consumers, the event log, signed delivery.</summary>
public static class WebhooksFeature
{
    public static void Add(IServiceCollection services, ServerOptions options)
    {
        services.AddSettings<WebhookOptions>(WebhookOptions.Section);
        services.AddBodies(WebhookJson.Default);
        services.AddSingleton(new SealedColumn("webhook_consumers", "sealed_values"));
        services.AddSingleton<EndpointNetwork>();
        services.AddScoped<CreateWebhookConsumer>();
        services.AddScoped<UpdateWebhookConsumer>();
        services.AddScoped<DeleteWebhookConsumer>();
        services.AddScoped<RotateWebhookSecret>();
        services.AddScoped<ListWebhookMessages>();
        services.AddScoped<ResendWebhookMessages>();
        services.AddScoped<SendWebhookExample>();
        services.AddSingleton<EventExamples>();

        services.AddSingleton<DispatchSignal>();
        services.AddSingleton<EventsOfReads>();
        services.AddSingleton<EventsOfChanges>();
        services.AddSingleton<IInterceptor, EventCapture>();
        services.AddSingleton<IInterceptor, CommitCapture>();

        services.AddScoped<DisableWebhookConsumer>();
        services.AddSingleton<DeliveryLease>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<DueMessages>();
        services.AddSingleton<AttemptWriter>();
        services.AddSingleton<DeliveryPurge>();
        services.AddSingleton<LaneParts>();
        if (options.Does(Role.Engine))
        {
            services.AddHostedService<DeliveryLoop>();
        }
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListWebhookConsumers.Map(api);
        CreateWebhookConsumer.Map(api);
        UpdateWebhookConsumer.Map(api);
        DeleteWebhookConsumer.Map(api);
        RotateWebhookSecret.Map(api);
        ListWebhookMessages.Map(api);
        GetWebhookMessage.Map(api);
        ResendWebhookMessages.Map(api);
        SendWebhookExample.Map(api);
        ListWebhookEvents.Map(api);
    }
}
