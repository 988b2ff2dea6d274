namespace Causeway.Server.Portal.Webhooks;

/// <summary>The pages of webhooks.</summary>
public static class WebhookParts
{
    public static void Add(IServiceCollection services) => services.AddScoped<ReadWebhooks>();
}
