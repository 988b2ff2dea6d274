using System.Net;
using Causeway.Server.Gateway;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Where endpoints may be: on the public internet, or anywhere if the operator says so.</summary>
public sealed class EndpointNetwork
{
    private static readonly IPNetwork[] Everything = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")];

    public EndpointNetwork(IOptions<WebhookOptions> options, IHostEnvironment environment)
    {
        AllowsPrivate = options.Value.AllowPrivateNetworks ?? environment.IsDevelopment();
        Guard = new NetworkGuard(
            AllowsPrivate ? Everything : [],
            $"{WebhookOptions.Section}:{nameof(WebhookOptions.AllowPrivateNetworks)}"
        );
    }

    /// <summary>Whether inner networks, and http, are allowed.</summary>
    public bool AllowsPrivate { get; }

    /// <summary>Checks each address before it is connected to.</summary>
    public NetworkGuard Guard { get; }
}
