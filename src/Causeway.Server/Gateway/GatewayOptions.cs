using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Causeway.Server.Gateway;

/// <summary>How sources are reached, section <c>Causeway:Gateway</c>.</summary>
public sealed class GatewayOptions : IValidatableObject
{
    public const string Section = "Causeway:Gateway";

    /// <summary>
    /// Networks that a source may be in although they are not public, as CIDR blocks with commas between (<c>127.0.0.0/8, 10.20.0.0/16</c>). Addresses
    /// come from companies' users, who must not reach what only this server can. Default: none.
    /// </summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>How long a source may take for an answer. Default: 100 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The blocks of <see cref="AllowedNetworks"/>, which has been checked.</summary>
    public IReadOnlyList<IPNetwork> ParseAllowedNetworks() => [.. Blocks().Select(text => IPNetwork.Parse(text))];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Blocks()
            .Where(text => !IPNetwork.TryParse(text, out _))
            .Select(text => new ValidationResult(
                $"'{text}' is no block of addresses. Write it like 10.20.0.0/16.",
                [nameof(AllowedNetworks)]
            ));

    private string[] Blocks() =>
        AllowedNetworks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
