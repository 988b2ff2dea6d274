using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Grants;

/// <summary>What protects what the sources gave us, section <c>Causeway:Grants</c>.</summary>
public sealed class GrantsOptions
{
    public const string Section = "Causeway:Grants";

    /// <summary>
    /// The file with the key that wraps the key ring in the database: 32 random bytes in base64 (<c>openssl rand -base64 32</c>). Every process on one
    /// database needs the same. Default: none, which is <c>causeway.key</c> in the data directory, made at the first start.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>
    /// How long a source's token endpoint may take for an answer. A refresh is held for three times as long, so that nobody else begins one while
    /// an answer can still come. Default: 30 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TokenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a user may take at the source before the way back is closed. Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan AuthorizationTimeout { get; set; } = TimeSpan.FromMinutes(15);
}
