using System.Net;
using System.Net.Sockets;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Gateway;

/// <summary>
/// Keeps addresses that users give from reaching inner networks (server-side request forgery): only public addresses, and those that the
/// operator allows. The address that was checked is the one that is connected to, so a name that changes in between gains nothing.
/// </summary>
/// <param name="allowed">Networks that may be reached although they are not public.</param>
/// <param name="setting">The setting by which the operator allows them.</param>
public sealed class NetworkGuard(
    IReadOnlyList<IPNetwork> allowed,
    string setting = $"{GatewayOptions.Section}:{nameof(GatewayOptions.AllowedNetworks)}"
)
{
    // IANA's special-purpose registries (RFC 6890 and its updates), and multicast.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/127",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether this address may be reached.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(n => n.Contains(plain)) || !Special.Any(n => n.Contains(plain));
    }

    /// <summary>Finds the addresses of a host, all of which must be allowed.</summary>
    /// <exception cref="SourceException">The host has no address, or one that is not allowed.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, ct);
        }
        catch (SocketException e)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Unavailable, $"The host {host} is not known."),
                e
            );
        }

        return addresses.Length > 0 && Array.TrueForAll(addresses, Allows)
            ? addresses
            : throw new SourceException(
                new SourceFailure(
                    SourceFailureCategory.Rejected,
                    $"The host {host} is in a network that this server may not reach. Its operator can allow it ({setting})."
                )
            );
    }

    /// <summary>Connects to the address that was checked.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
