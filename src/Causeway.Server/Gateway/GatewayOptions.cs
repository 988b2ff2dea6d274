using System.Net;
using Causeway.Server.Storage;

namespace Causeway.Server.Gateway;

/// <summary>How sources are reached, section <c>Causeway:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Networks that a source may be in although they are not public, as CIDR blocks with commas between (<c>127.0.0.0/8, 10.20.0.0/16</c>). Addresses
    /// come from companies' users, who must not reach what only this server can. Default: none.
    /// </summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>How long a source may take for an answer. Default: 100 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The blocks of <see cref="AllowedNetworks"/>.</summary>
    /// <exception cref="SettingException">One is none.</exception>
    public IReadOnlyList<IPNetwork> ParseAllowedNetworks() =>
        [
            .. AllowedNetworks
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text =>
                    IPNetwork.TryParse(text, out var network)
                        ? network
                        : throw new SettingException(
                            "Causeway:Gateway:AllowedNetworks",
                            $"has a block that is none: '{text}'. Write it like 10.20.0.0/16."
                        )
                ),
        ];
}
