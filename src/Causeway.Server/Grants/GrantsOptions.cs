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
}
